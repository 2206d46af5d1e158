"""A counterpart that receives elsewhere than its published meeting is: it stands, and the organisers are asked."""

import pytest
from sqlmodel import select

from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.models import Alert, AlertKind, AlertState, AttachePage, Delegation, MeetsAt, ReleaseEntry
from matchmaker.prospects.queries.receiving import other_sides
from tests.builders import factories as make
from tests.builders.pages import fields, text

OFFICE = {"place": {"code": "V1", "kind": "office", "label": ""}, "venue": {"name": "Satama", "address": "Brovej 44"}}
CITY = {"city": "Aalborg", "latitude": None, "longitude": None}


@pytest.fixture
def visit(session, mission, meeting, attache) -> str:
    """The uid of a meeting that is published at the office, as the counterpart has said; its attaché has an address."""
    for entry in session.exec(select(ReleaseEntry)).all():
        entry.details = entry.details | OFFICE | {"venue": OFFICE["venue"] | CITY}
    mission.counterpart.meets_at, mission.counterpart.address = MeetsAt.OFFICE, "Brovej 44"
    session.exec(select(AttachePage)).one().email = "pia@agency.example"
    session.commit()
    return meeting


def say(client, address, values):
    sent = client.post(f"{address}/place", data=fields(client.get(f"{address}/place")) | values)
    assert sent.status_code == 303
    return sent


def alerts(session) -> list[tuple[str | None, AlertState, str]]:
    session.expire_all()
    wanted = select(Alert).where(Alert.kind == AlertKind.PLACE).order_by(Alert.id)
    return [(alert.uid, alert.state, alert.note) for alert in session.exec(wanted).all()]


@pytest.mark.parametrize(
    ("values", "words"),
    [({"meets_at": "hotel"}, "At the hotel, Brovej 44"), ({"address": "Nørregade 1"}, "At their office, Nørregade 1")],
)
def test_the_organisers_and_the_attache_learn_of_it_and_the_page_says_what_stands(
    client, session, mission, address, visit, as_organiser, values, words
):
    saved = say(client, address, values)
    opened = client.get(address)
    kinds = [one["kind"] for one in session.exec(select(AttachePage)).one().untold]
    as_organiser(client, make.make_staff(session, mission.event, language="en"))
    ours = text(client.get(f"/o/{mission.event.slug}/alerts"))

    assert [(uid, state) for uid, state, _note in alerts(session)] == [(visit, AlertState.OPEN)]
    assert (kinds, saved.location) == ([AttacheNews.PLACE], f"{address}/hours")
    assert "Saved. Your published meeting stays where it is" in opened.text
    assert "You receive elsewhere now. Your meeting stays where it is" in text(opened)
    for said in ("does not receive at the published place any more: meeting with", f"They say now: {words}"):
        assert said in ours


def test_two_visits_are_one_thing_for_the_organisers(client, session, mission, address, visit, as_organiser):
    for one in session.exec(select(ReleaseEntry)).all():
        values = one.model_dump(exclude={"id", "uid"})
        session.add(ReleaseEntry(**values, uid="m-second"))
    session.commit()
    say(client, address, {"meets_at": "hotel"})

    as_organiser(client, make.make_staff(session, mission.event, language="en"))
    ours = text(client.get(f"/o/{mission.event.slug}/alerts"))

    assert len(alerts(session)) == 2
    assert "1 thing waits for you." in ours
    assert "receives elsewhere than published: 2 meetings." in ours


def test_what_is_said_again_takes_it_back(client, session, address, visit):
    say(client, address, {"meets_at": "hotel"})
    say(client, address, {"meets_at": "office"})

    assert [state for _uid, state, _note in alerts(session)] == [AlertState.TAKEN_BACK]
    assert "You receive elsewhere" not in text(client.get(address))


@pytest.mark.parametrize(
    "values",
    [{"door": "Ring at B"}, {"times": "Not before ten"}, {"address": "Brovej 44, Aalborg"}, {"meets_at": "either"}],
)
def test_what_moves_no_meeting_asks_nobody(client, session, address, visit, values):
    say(client, address, values)

    assert alerts(session) == []


def test_the_organisers_may_answer_that_it_stays(client, session, address, visit):
    say(client, address, {"meets_at": "hotel"})
    alert = session.exec(select(Alert).where(Alert.kind == AlertKind.PLACE)).one()
    alert.state, alert.open_key = AlertState.DISMISSED, None
    session.commit()

    assert "The organisers have seen it: the meeting stays where it is" in text(client.get(address))


def test_the_door_of_another_address_is_not_told_to_those_on_their_way(client, session, mission, address, visit):
    entry = session.exec(select(ReleaseEntry).where(ReleaseEntry.uid == visit)).first()
    satama = session.exec(
        select(Delegation.id).where(Delegation.organisation_id == mission.counterpart.organisation_id)
    ).one()

    def door() -> str:
        session.expire_all()
        (met,) = other_sides(session, mission.event, [satama], visited_in=mission.leg.name, details=entry.details)
        return met.door

    say(client, address, {"door": "Ring at A"})
    same = door()
    say(client, address, {"door": "Ring at B", "address": "Nørregade 1"})

    assert (same, door()) == ("Ring at A", "")
