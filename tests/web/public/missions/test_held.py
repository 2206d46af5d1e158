"""The attaché says which meetings of the own city took place: in the history by name, once, and of no other city."""

import pytest
from sqlmodel import select

from matchmaker.models import AttachePage, Leg, MeetingOutcome, MeetingReport, Teller, row_id
from matchmaker.prospects.queries.links import attache_link
from tests.builders.afterwards import PastMission, past_mission
from tests.builders.history import trail
from tests.builders.pages import text


@pytest.fixture
def past(session) -> PastMission:
    return past_mission(session, "Alpha", "Beta")


def page_of(past: PastMission, leg: Leg, name: str) -> str:
    page = AttachePage(event_id=row_id(past.event), leg_id=row_id(leg), name=name, language="en")
    past.session.add(page)
    past.session.commit()
    return f"/attache/{attache_link(page)}"


@pytest.fixture
def helsinki(past) -> str:
    return page_of(past, past.leg, "Pia Laurent")


@pytest.fixture
def tallinn(session, past) -> str:
    days = {"starts_on": past.leg.starts_on, "ends_on": past.leg.ends_on}
    leg = Leg(event_id=row_id(past.event), name="Tallinn", zone="Europe/Tallinn", **days)
    session.add(leg)
    session.flush()
    return page_of(past, leg, "Maud Sollin")


def said(session) -> list[tuple[int, Teller, MeetingOutcome, str]]:
    rows = session.exec(select(MeetingReport).order_by(MeetingReport.id)).all()
    return [(row.meeting_id, row.teller, row.outcome, row.changed_by) for row in rows]


def test_a_word_of_the_attache_is_kept_once_and_can_be_changed(client, session, past, helsinki):
    number = past.meetings["Alpha"].id
    before = text(client.get(f"{helsinki}/held"))
    answers = [
        client.post(f"{helsinki}/held/{number}", data={"says": one}) for one in ("held", "held", "not_held", "absent")
    ]

    assert [one.status_code for one in answers] == [303] * 4
    after = text(client.get(f"{helsinki}/held"))
    assert ("2 meetings not said yet" in before, "1 meeting not said yet" in after) == (True, True)
    assert said(session) == [(number, Teller.ATTACHE, MeetingOutcome.NOT_HELD, "Pia Laurent")]
    acts = [(actor, act) for actor, act, _subject, _client in trail(session)]
    assert acts == [("Pia Laurent", "say_held")] * 2


def test_a_whole_day_took_place_but_for_what_was_said_already(client, session, past, helsinki):
    number, other = past.meetings["Alpha"].id, past.meetings["Beta"].id
    client.post(f"{helsinki}/held/{number}", data={"says": "not_held"})
    day = past.event.starts_on.isoformat()

    answers = [client.post(f"{helsinki}/held", data={"day": one}) for one in (day, day, "1999-01-01", "x")]

    assert [one.status_code for one in answers] == [303, 303, 303, 404]
    assert said(session) == [
        (number, Teller.ATTACHE, MeetingOutcome.NOT_HELD, "Pia Laurent"),
        (other, Teller.ATTACHE, MeetingOutcome.HELD, "Pia Laurent"),
    ]
    assert len(trail(session)) == 2
    assert "All said" in text(client.get(f"{helsinki}/held"))


def test_meetings_of_another_city_and_event_are_not_there(client, session, past, tallinn):
    other = past_mission(session, "Gamma")
    session.commit()
    numbers = (past.meetings["Alpha"].id, other.meetings["Gamma"].id, 9999)
    answers = [client.post(f"{tallinn}/held/{number}", data={"says": "held"}) for number in numbers]

    assert [one.status_code for one in answers] == [404] * 3
    assert said(session) == []
    assert ("Alpha" in client.get(f"{tallinn}/held").text, f"{tallinn}/held" in client.get(tallinn).text) == (
        False,
        False,
    )


@pytest.mark.parametrize(("ago", "status"), [(-9, 404), (9, 303)])
def test_a_meeting_that_is_not_over_is_not_asked_about(client, session, ago, status):
    past = past_mission(session, "Alpha", ago=ago)
    path = page_of(past, past.leg, "Pia Laurent")

    board, page = client.get(path), client.get(f"{path}/held")
    answer = client.post(f"{path}/held/{past.meetings['Alpha'].id}", data={"says": "held"})

    over = status == 303
    assert (f"{path}/held" in board.text, "Alpha" in page.text, answer.status_code) == (over, over, status)
    assert len(said(session)) == over
