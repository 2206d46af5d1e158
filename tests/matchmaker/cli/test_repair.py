"""Try a change on the command line: what has to go, and the repairs; nothing is written."""

import json

import pytest
from sqlmodel import Session, func, select

from matchmaker.base.db import get_engine, transaction
from matchmaker.models import Alert, Event, Scenario, row_id
from matchmaker.scheduling.commands.scenarios import make_baseline


@pytest.fixture
def published(run, tiny: str, sqlite_url: str) -> None:
    """First come, first served is published: what is repaired need not be good."""
    with transaction(sqlite_url) as session:
        scenario = row_id(make_baseline(session, session.exec(select(Event)).one()))
    assert run("publish", "--event", tiny, "--scenario", scenario, "--yes").exit_code == 0


def test_each_repair_says_whom_it_disturbs_and_nothing_is_written(run, tiny, published, sqlite_url) -> None:
    causes = ("--cause", "withdraws aurelie@thiry-sablon.example", "--cause", "table-lost T1")
    asked = ("repair", "--event", tiny, *causes, "--seconds", "3")

    told = json.loads(run(*asked, "--json").output)

    assert told["outcome"] == "proposed"
    assert told["impact"]["presentations_without_speaker"] == ["Protéger une application"]
    assert told["impact"]["meetings"] == len(told["impact"]["cannot_stay"]) > 0
    first = told["repairs"][0]
    assert (first["kind"], first["people_disturbed"], first["disturbed"]) == ("only_cancel", 0, [])
    assert first["meetings"][0] - first["meetings"][1] == told["impact"]["meetings"]
    for one in told["repairs"]:
        assert one["people_disturbed"] == len({(two["person"], two["organisation"]) for two in one["disturbed"]})
    assert (told["reason"] is None) == (len(told["repairs"]) == 3)
    with Session(get_engine(sqlite_url)) as session:
        assert session.exec(select(func.count()).select_from(Alert)).one() == 0
        assert session.exec(select(func.count()).select_from(Scenario)).one() == 1  # first come


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("replaced aurelie@thiry-sablon.example", ["No meeting has to go: nothing needs a repair."]),
        ("venue-lost 'Maison Batta-Neuve'", ["meetings cannot stay", "Proved: no schedule"]),
    ],
)
def test_where_there_is_little_to_choose_from_it_says_why(run, tiny, published, cause: str, told: list[str]) -> None:
    output = run("repair", "--event", tiny, "--cause", cause, "--most", "0", "--seconds", "3").output

    assert [words for words in told if words in output] == told


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("--cause", "earthquake"), 1),
        (("--cause", "table-lost T9"), 1),
        (("--cause", "table-lost T1", "--most", "9" * 310), 2),
        (("--cause", "table-lost T1"), 1),  # nothing is published
    ],
)
def test_what_cannot_be_tried_is_said(run, tiny, arguments: tuple[str, ...], code: int) -> None:
    assert run("repair", "--event", tiny, *arguments).exit_code == code
