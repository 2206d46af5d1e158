"""After a release a run starts from what is published, and the organiser says how much of it may change."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.models import Event, Release, ReleaseKind, Scenario, SolveRun
from matchmaker.scheduling.commands.scenarios import make_baseline


def runs(session: Session) -> list[SolveRun]:
    return list(session.exec(select(SolveRun)).all())


@pytest.fixture
def published(session: Session, event: Event) -> Scenario:
    scenario = make_baseline(session, event)
    session.add(Release(event_id=event.id, number=1, kind=ReleaseKind.FINAL, scenario_id=scenario.id))
    session.commit()
    return scenario


def test_before_it_nothing_is_asked(organiser: FlaskClient, event: Event):
    assert 'name="mode"' not in organiser.get("/o/salon/schedule").text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, ("close", True, 2)),
        ({"mode": "add", "allowance": "4"}, ("add", True, 4)),
        ({"allowance": "3"}, ("close", True, 3)),
        ({"mode": "better"}, ("better", True, 2)),
        ({"mode": "afresh"}, ("afresh", False, 2)),
    ],
)
def test_the_run_keeps_what_was_chosen(organiser: FlaskClient, session: Session, published, data, expected):
    chosen = {"mode": "close", "allowance": "2"} | data
    organiser.post("/o/salon/schedule", data={"name": "Next", "seconds": "10"} | chosen)

    (run,) = runs(session)
    assert (run.mode, run.reference_id == published.id, run.allowance) == expected


def test_a_slider_says_how_many_may_move(organiser: FlaskClient, published):
    page = organiser.get("/o/salon/schedule").text

    slider = re.search(r'<input[^>]*name="allowance"[^>]*>', page).group()
    assert [*re.findall(r' (?:type|min|max|value)="(.*?)"', slider)] == ["8", "1", "range", "2"]
    assert re.search(r'<output[^>]* for="allowance">(.*?)</output>', page).group(1) == (
        "2 people for a “must”, 1 for a “want”, 0 for an open wish"
    )
    scale = re.search(r'<datalist id="allowance-scale".*?</datalist>', page).group()
    assert re.findall(r'value="(\d)" data-words="(\d) p\w+ for a “must”, (\d) for a “want”, (\d)', scale) == [
        ("1", "1", "0", "0"),
        ("2", "2", "1", "0"),
        ("3", "3", "1", "0"),
        ("4", "4", "2", "1"),
        ("5", "5", "2", "1"),
        ("6", "6", "3", "1"),
        ("7", "7", "3", "1"),
        ("8", "8", "4", "2"),
    ]


def test_it_stands_where_it_was_when_something_else_is_refused(organiser: FlaskClient, published):
    sent = {"name": "x" * 121, "seconds": "10", "mode": "close", "allowance": "7"}
    page = organiser.post("/o/salon/schedule", data=sent)

    assert re.search(r'name="allowance"[^>]* value="(\d)"', page.text).group(1) == "7"


@pytest.mark.parametrize("people", ["", "0", "9", "2.5", "-1", "<b>"])
def test_a_number_off_the_slider_is_refused_in_words(organiser: FlaskClient, published, people):
    sent = {"name": "Next", "seconds": "10", "mode": "close", "allowance": people}

    page = organiser.post("/o/salon/schedule", data=sent).text
    assert "Choose a whole number from 1 to 8." in page
    assert re.search(r'name="allowance"[^>]* value="(.*?)"', page).group(1) == "2"


@pytest.mark.parametrize("data", [{"mode": "sideways"}, {"allowance": "9" * 310}, {"allowance": "<b>"}])
def test_what_cannot_be_chosen_starts_nothing(organiser: FlaskClient, session: Session, published, data):
    sent = {"name": "Next", "seconds": "10", "mode": "close", "allowance": "2"} | data

    assert organiser.post("/o/salon/schedule", data=sent).status_code == 422
    assert runs(session) == []
