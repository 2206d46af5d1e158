"""Two taps after a meeting: the agenda leads to it, one touch says that it took place and how useful it was."""

import pytest
from sqlmodel import select

from matchmaker.models import MeetingOutcome, MeetingRating, MeetingReport
from tests.builders.afterwards import past_mission
from tests.builders.pages import fields, text


@pytest.fixture
def mission(session):
    mission = past_mission(session)
    session.commit()
    return mission


@pytest.fixture
def lumo(mission, enter):
    return enter(mission.companies["Lumo"])


@pytest.fixture
def path(mission) -> str:
    return f"/e/{mission.event.slug}/after/{mission.uid('Lumo')}"


def test_two_taps_from_the_agenda_and_then_what_comes_next(session, lumo, mission, path):
    agenda = lumo.get(f"/e/{mission.event.slug}/agenda")
    page = lumo.get(path)
    said = lumo.post(path, data=fields(page, "csrf_token") | {"says": "4"})
    onward = lumo.get(said.location)
    kept = lumo.post(said.location, data=fields(onward) | {"next_step": "Send prices", "due_on": "2099-01-02"})

    report = session.exec(select(MeetingReport)).one()
    assert f'href="{path}"' in agenda.text
    assert (said.location, kept.location) == (f"{path}/next", f"/e/{mission.event.slug}/after")
    assert (report.outcome, report.next_step) == (MeetingOutcome.HELD, "Send prices")
    assert session.exec(select(MeetingRating.rating)).one() == 4
    after = text(lumo.get(kept.location))
    assert ("1 of 1 meetings took place" in after, "Send prices" in after, "Useful" in after) == (True,) * 3


@pytest.mark.parametrize("says", ["absent", "missed", "later", "held"])
def test_one_touch_says_that_it_did_not_take_place_or_did_without_a_mark(session, lumo, path, says):
    first, twice = (lumo.post(path, data={"says": says}) for _ in range(2))

    assert (first.status_code, twice.status_code) == (303, 303)
    assert session.exec(select(MeetingReport.outcome)).one() == says
    assert session.exec(select(MeetingRating)).all() == []


@pytest.mark.parametrize("says", ["", "6", "0", "not_held", "x"])
def test_what_is_no_answer_changes_nothing(session, lumo, path, says):
    answer = lumo.post(path, data={"says": says}, follow_redirects=True)

    assert "Choose one of the answers." in answer.text
    assert session.exec(select(MeetingReport)).all() == []


def test_an_older_page_of_what_comes_next_shows_both(session, lumo, path):
    lumo.post(path, data={"says": "5"})
    old = fields(lumo.get(f"{path}/next"))
    lumo.post(f"{path}/next", data=old | {"next_step": "Call"})

    other = lumo.post(f"{path}/next", data=old | {"next_step": "Write"})

    assert (other.status_code, "Call" in other.text, "Write" in other.text) == (409, True, True)
    assert session.exec(select(MeetingReport.next_step)).one() == "Call"


def test_marks_and_next_steps_are_private_to_their_side(lumo, mission, path, enter):
    lumo.post(path, data={"says": "1"})
    lumo.post(f"{path}/next", data=fields(lumo.get(f"{path}/next")) | {"result": "They were late", "next_step": "None"})

    satama = enter(mission.satama)
    pages = [satama.get(one).text for one in (path, f"{path}/next", f"/e/{mission.event.slug}/after")]

    assert not any("They were late" in page or "chosen" in page for page in pages)
    assert enter(mission.companies["Nivelyo"]).get(path).status_code == 404
