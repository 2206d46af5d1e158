"""Solve again after a release, and compare schedules."""

import json

import pytest
from sqlmodel import Session, col, select

from matchmaker.base.db import get_engine
from matchmaker.models import Scenario, SolveRun


@pytest.fixture
def published(run, tiny: str) -> int:
    """The scenario behind the first release of the tiny forum."""
    solved = json.loads(run("solve", "--event", tiny, "--seconds", "3", "--json").output)["scenario"]
    assert run("publish", "--event", tiny, "--scenario", solved, "--yes").exit_code == 0
    return int(solved)


def test_with_nothing_changed_the_next_schedule_is_the_published_one(run, tiny, published, sqlite_url) -> None:
    again = json.loads(run("solve", "--event", tiny, "--seconds", "10", "--json").output)
    compared = json.loads(run("compare", "--event", tiny, "--to", again["scenario"], "--json").output)

    meetings = again["numbers"]["meetings"]
    assert compared == {
        "people_disturbed": 0,
        "meetings": {"same": meetings, "moved": 0, "place": 0, "people": 0, "new": 0, "gone": 0},
    }
    assert again["numbers"]["near"] == {
        "scenario": published,
        "mode": "close",
        "people": 0,
        "moved": 0,
        "gained": 0,
        "lost": 0,
        "forced": 0,
        "disturbed": [],
        "had_to": [],
        "reseated": [],
    }
    with Session(get_engine(sqlite_url)) as session:
        modes = session.exec(select(SolveRun.mode, SolveRun.reference_id).order_by(col(SolveRun.id))).all()
        assert modes == [("afresh", None), ("close", published)]
        settings = session.get_one(Scenario, again["scenario"]).settings
        assert (settings["mode"], settings["reference"], settings["allowance"]) == ("close", published, 2)


def test_afresh_starts_from_nothing_and_can_be_compared(run, tiny, published) -> None:
    afresh = ("solve", "--event", tiny, "--seconds", "3", "--mode", "afresh", "--json")
    other = json.loads(run(*afresh).output)
    assert "near" not in other["numbers"]

    told = run("compare", "--event", tiny, "--from", other["scenario"], "--to", "release")
    assert "People whose day changes" in told.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("solve", "--mode", "close"), 3),
        (("solve", "--from", "17"), 3),
        (("solve", "--mode", "sideways"), 2),
        (("solve", "--allowance", "1000"), 2),
        (("compare", "--to", "release"), 3),
        (("compare", "--from", "1; drop", "--to", "1"), 2),
        (("compare", "--from", "9" * 310, "--to", "1"), 2),
    ],
)
def test_what_is_not_there_is_said(run, tiny, arguments: tuple[str, ...], code: int) -> None:
    command, *options = arguments
    assert run(command, "--event", tiny, *options).exit_code == code
