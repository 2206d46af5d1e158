"""The hours that a counterpart taps on its page: asked after a yes, kept, read by the organisers and the attaché."""

from datetime import time

import pytest
from sqlmodel import Session, select

from matchmaker.models import Alert, AlertKind, AlertState, MeetsAt, Registration, Release, ReleaseEntry
from matchmaker.prospects.queries.hours import receiver_of
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.published import add_entry
from tests.builders.receiving import absent, let_agree

AT = {hour: f"{make.DAY.isoformat()}T{hour:02}" for hour in range(24)}
ASKED = {
    "fr": "Quand cela vous convient-il",
    "en": "When does it suit you",
    "nl": "Wanneer past het u",
    "de": "Wann passt es Ihnen",
}


@pytest.fixture
def aino(session: Session, mission) -> Registration:
    found = let_agree(mission)
    session.commit()
    return found


def tap(client, address: str, *hours: int):
    form = fields(client.get(f"{address}/hours"))
    return client.post(f"{address}/hours", data=form | {"free": [AT[hour] for hour in hours]})


@pytest.fixture
def planned(session, mission) -> None:
    """Meetings are planned at 9:45, which is in two hours, and at 11:00."""
    venue = make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone)
    for starts in (time(9, 45), time(11)):
        make.make_slots(session, venue, starts=starts, number=1)
    session.commit()


def test_hours_into_which_no_meeting_fits_are_named_at_once_and_on_the_page(client, address, aino, planned):
    said = "No meeting fits into these hours so far"

    tap(client, address, 10)
    at_once, later = client.get(address).text, client.get(address).text
    tap(client, address, 11)

    assert (at_once.count(said), later.count(said), said in text(client.get(address))) == (2, 1, False)


def test_an_hour_in_which_no_meeting_is_planned_is_not_offered(client, address, aino, planned):
    form = fields(client.get(f"{address}/hours"))
    page = client.get(f"{address}/hours")

    sent = client.post(f"{address}/hours", data=form | {"free": [AT[15]]})

    assert page.text.count('name="free"') == 3
    assert "09:00, 10:00: too short alone for a meeting" in text(page)
    assert (sent.status_code, absent_hours(client, address)) == (422, [])


def absent_hours(client, address: str) -> list[str]:
    """Return the hours that the page has ticked."""
    return fields(client.get(f"{address}/hours")).get("free", [])


@pytest.mark.parametrize("language", ASKED)
def test_it_asks_in_the_language_of_the_reader_with_nothing_ticked(client, session, mission, address, aino, language):
    mission.counterpart.language = language
    session.commit()

    page = client.get(f"{address}/hours")

    assert ASKED[language] in text(page)
    assert (page.text.count('name="free"'), " checked" in page.text) == (8, False)


def test_nobody_is_asked_before_a_yes(client, mission, address):
    asked = client.get(f"{address}/hours")
    sent = client.post(f"{address}/hours", data={"free": AT[9]})

    assert (asked.status_code, asked.location) == (302, address)
    assert (sent.status_code, sent.location) == (303, address)
    assert f"{address}/hours" not in client.get(address).text


def test_what_is_tapped_is_kept_and_ticked_again(client, mission, address, aino):
    saved = tap(client, address, 9, 10, 14)

    mission.session.expire_all()
    assert (saved.status_code, saved.location) == (303, address)
    assert absent(mission) == [(time(11), time(14), ""), (time(15), time(17), "")]
    assert fields(client.get(f"{address}/hours"))["free"] == [AT[9], AT[10], AT[14]]
    assert "09:00–11:00, 14:00–15:00" in text(client.get(address))


def test_the_attache_and_the_organisers_read_them(client, session, mission, address, attache, aino, as_organiser):
    tap(client, address, 9)

    theirs = text(client.get(f"{attache}/{mission.counterpart.id}"))
    as_organiser(client, make.make_staff(session, mission.event, language="en"))
    ours = text(client.get(f"/o/{mission.event.slug}/pipeline/{mission.counterpart.id}"))

    assert ("Hours that suit them" in theirs, "09:00–10:00" in theirs) == (True, True)
    assert "09:00–10:00" in ours


def test_where_leads_on_to_when_once_somebody_takes_part(client, session, mission, address):
    place = f"{address}/place"
    before = client.post(place, data=fields(client.get(place)) | {"meets_at": "hotel"})
    let_agree(mission)
    session.commit()
    after = client.post(place, data=fields(client.get(place)) | {"meets_at": "office"})

    assert (before.location, after.location) == (address, f"{address}/hours")


@pytest.mark.parametrize("free", [["2027-03-11T03"], ["x"], ["9" * 400]])
def test_an_hour_that_is_not_asked_is_said(client, mission, address, aino, free):
    sent = client.post(f"{address}/hours", data=fields(client.get(f"{address}/hours")) | {"free": free})

    assert (sent.status_code, "The day has changed meanwhile" in text(sent)) == (422, True)
    assert absent(mission) == []


def test_what_two_have_tapped_at_the_same_time_is_merged(client, session, mission, address, aino):
    tap(client, address, 9, 10)
    mine = fields(client.get(f"{address}/hours"))
    tap(client, address, 9, 10, 11)

    sent = client.post(f"{address}/hours", data=mine | {"free": [AT[9]]})

    session.expire_all()
    assert sent.status_code == 303
    assert absent(mission) == [(time(10), time(11), ""), (time(12), time(17), "")]


def test_a_yes_of_before_leads_to_the_hours_until_something_is_said(client, session, mission, address, aino):
    before = text(client.get(address))
    second = {"prospect": str(mission.prospects["Lumo"].id), "says": "yes"}
    mission.counterpart.meets_at = MeetsAt.OFFICE
    session.commit()

    onward = client.post(f"{address}/answer", data=second)
    tap(client, address)
    client.post(f"{address}/answer", data=second | {"says": "no"})
    again = client.post(f"{address}/answer", data=second)

    assert ("Choose my times" in before, "Choose my times" in text(client.get(address))) == (True, False)
    assert (onward.location, again.location) == (f"{address}/hours", address)


@pytest.fixture
def told(client, address, meeting) -> str:
    """What the page says once the hours leave out the published meeting of 9:30."""
    saved = tap(client, address, 14)
    return text(client.get(saved.location))


def test_a_published_meeting_outside_the_hours_stands_and_the_organisers_are_asked(
    client, session, mission, address, meeting, told, as_organiser
):
    (alert,) = session.exec(select(Alert)).all()
    as_organiser(client, make.make_staff(session, mission.event, language="en"))
    ours = text(client.get(f"/o/{mission.event.slug}/alerts"))

    assert "Your meeting at 09:30 stands until the organisers have answered." in told
    assert (alert.kind, alert.uid, alert.state) == (AlertKind.HOURS, meeting, AlertState.OPEN)
    assert "14:00–15:00" in ours
    assert ("can be met at other hours only" in ours, "Look for the ways out" in ours) == (True, True)


def test_hours_that_suit_again_take_it_back_and_the_same_hours_ask_once(client, session, address, meeting, told):
    tap(client, address, 14)
    (once,) = session.exec(select(Alert)).all()
    tap(client, address, 9, 14)

    session.expire_all()
    assert (once.state, "stands until" in text(client.get(address))) == (AlertState.TAKEN_BACK, False)


def test_what_the_organisers_leave_as_it_is_is_said(client, session, address, meeting, told):
    session.exec(select(Alert)).one().state = AlertState.DISMISSED
    session.commit()

    assert "The organisers have seen it: the meeting stays at 09:30." in text(client.get(address))


def test_meetings_of_one_that_its_hours_leave_out_are_one_card(
    client, session, mission, address, meeting, as_organiser
):
    first = session.exec(select(ReleaseEntry).where(ReleaseEntry.uid == meeting)).first()
    satama = session.get_one(Registration, receiver_of(session, mission.event, mission.counterpart))
    release = session.get_one(Release, first.release_id)
    add_entry(session, release, satama, "m-other", meeting_id=first.meeting_id, starts=time(10), ends=time(10, 25))
    session.commit()

    tap(client, address, 14)

    as_organiser(client, make.make_staff(session, mission.event, language="en"))
    page = client.get(f"/o/{mission.event.slug}/alerts")
    assert (len(session.exec(select(Alert)).all()), page.text.count("<article")) == (2, 1)
    assert "can be met at other hours only: 2 meetings." in text(page)
