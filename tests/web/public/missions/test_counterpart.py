"""The page of a counterpart: who asks and why, two taps, where to meet, the meeting as published, what is wrong."""

from datetime import time, timedelta
from email import message_from_bytes, policy

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Answer,
    Counterpart,
    Leg,
    Meeting,
    MeetsAt,
    Message,
    Prospect,
    ProspectStage,
    Registration,
    Release,
    ReleaseEntry,
    Wish,
    row_id,
)
from matchmaker.prospects.queries.links import counterpart_link
from matchmaker.publishing.commands.telling_again import tell_again
from matchmaker.publishing.queries.reach import read_reach
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.prospects import SmallMission
from tests.builders.published import add_entry

LANGUAGES = {
    "fr": "entreprises aimeraient",
    "en": "2 companies would like",
    "nl": "willen u graag",
    "de": "möchten Sie",
}


def numbers(mission: SmallMission) -> dict[str, str]:
    return {name: str(prospect.id) for name, prospect in mission.prospects.items()}


def answers(session) -> list[Answer]:
    session.expire_all()
    return [wish.answer for wish in session.exec(select(Wish).order_by(Wish.id)).all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_who_asks_and_why_in_the_language_of_the_reader(client, session, mission, address, language):
    mission.counterpart.language = language
    session.commit()
    page = text(client.get(address))

    for said in (LANGUAGES[language], "Nivelyo", "Why Lumo asks.", "Aino Virtanen"):
        assert said in page


def test_opening_changes_nothing_and_each_answer_can_be_sent_twice(client, session, mission, address):
    client.get(address)
    before = answers(session)
    yes = {"prospect": list(numbers(mission).values()), "says": "yes"}

    first, twice = (client.post(f"{address}/answer", data=yes) for _ in range(2))
    agreed = answers(session)
    client.post(f"{address}/answer", data={"prospect": numbers(mission)["Lumo"], "says": "no"})

    assert (before, agreed, answers(session)) == ([], [Answer.YES] * 2, [Answer.YES, Answer.NO])
    assert (first.location, twice.location) == (f"{address}/place", address)
    assert len(session.exec(select(Registration)).all()) == 3


def test_a_company_that_has_not_asked_is_neither_shown_nor_answered(client, session, mission, address):
    mission.prospects["Lumo"].stage = ProspectStage.WANTED
    session.commit()

    page = text(client.get(address))
    client.post(f"{address}/answer", data={"prospect": list(numbers(mission).values()), "says": "yes"})

    assert ("Nivelyo" in page, "Lumo" in page) == (True, False)
    assert answers(session) == []


def test_a_company_that_was_declined_by_others_is_not_shown_and_an_own_refusal_can_be_taken_back(
    client, session, mission, address
):
    ids = numbers(mission)
    client.post(f"{address}/answer", data={"prospect": ids["Nivelyo"], "says": "no"})
    mission.prospects["Lumo"].stage = ProspectStage.DECLINED
    session.commit()
    page = text(client.get(address))

    theirs = client.post(f"{address}/answer", data={"prospect": ids["Lumo"], "says": "yes"})
    client.post(f"{address}/answer", data={"prospect": ids["Nivelyo"], "says": "yes"})

    assert ("Nivelyo" in page, "Declined" in page, "Lumo" in page) == (True, True, False)
    assert (theirs.location, answers(session)) == (address, [Answer.YES])


def test_where_and_when_are_kept_and_read_by_the_organisers(client, session, mission, address):
    form = fields(client.get(f"{address}/place"))
    said = {"meets_at": "office", "address": "Satamakaari 24", "door": "Gate B\nask for me", "times": "Not before 10"}

    kept = client.post(f"{address}/place", data=form | said)
    wrong = client.post(f"{address}/place", data=fields(client.get(f"{address}/place")) | {"meets_at": "moon"})

    session.refresh(mission.counterpart)
    row = mission.counterpart
    assert (kept.status_code, wrong.status_code) == (303, 303)
    assert (row.address, row.door, row.times, row.updated_by) == (
        "Satamakaari 24",
        "Gate B\nask for me",
        "Not before 10",
        "Aino Virtanen",
    )
    assert row.meets_at is MeetsAt.UNKNOWN


def test_the_meeting_is_shown_as_published_and_downloaded(client, address, meeting):
    page, file = text(client.get(address)), client.get(f"{address}/agenda.ics")

    assert ("Your meeting" in page, "Confirmed" in page) == (True, True)
    assert (file.mimetype, file.text.count("BEGIN:VEVENT")) == ("text/calendar", 1)
    assert f"{address}/meetings/{meeting}" in client.get(address).text


def test_whom_else_the_organisation_meets_is_neither_shown_nor_in_the_file(client, session, mission, address, meeting):
    wish = session.exec(select(Wish)).one()
    theirs = session.exec(select(Registration).where(Registration.delegation_id == wish.to_id)).one()
    lumo = mission.companies["Lumo"].delegation_id
    other = Meeting(event_id=row_id(mission.event), low_id=min(lumo, wish.to_id), high_id=max(lumo, wish.to_id))
    session.add(other)
    session.delete(mission.prospects["Lumo"])
    session.flush()
    release = session.exec(select(Release)).one()
    later = clock.instant(make.DAY, time(15), make.ZONE)
    for uid, values in (("m-same-time", {}), ("m-later", {"starts_at": later})):
        add_entry(session, release, theirs, uid, meeting_id=other.id, **values)
    session.commit()

    page, file = client.get(address).text, client.get(f"{address}/agenda.ics").text

    assert (page.count("/meetings/m-"), file.count("BEGIN:VEVENT")) == (1, 1)


def test_mails_and_calendars_of_a_counterpart_lead_to_its_page_without_an_account(
    client, session, mission, address, meeting
):
    reach = read_reach(session, mission.event)
    tell_again(session, mission.event, shown=reach.token(), staff=make.make_staff(session, mission.event))
    theirs = session.exec(select(Message).where(Message.recipient == mission.counterpart.email)).all()[-1]
    file = client.get(f"{address}/agenda.ics").text.replace("\r\n ", "")

    assert address in str(message_from_bytes(theirs.mime, policy=policy.default).get_body(("plain",)).get_content())
    assert [line.endswith(address) for line in file.splitlines() if line.startswith("URL")] == [True]


def test_the_page_of_another_city_knows_nothing_of_it(client, session, mission, meeting):
    days = dict.fromkeys(("starts_on", "ends_on"), mission.event.ends_on + timedelta(days=1))
    tallinn = Leg(event_id=row_id(mission.event), name="Tallinn", zone="Europe/Tallinn", **days)
    session.add(tallinn)
    session.flush()
    where = {"event_id": row_id(mission.event), "leg_id": row_id(tallinn)}
    there = Counterpart(**where, organisation_id=mission.counterpart.organisation_id)
    session.add(there)
    session.flush()
    session.add(Prospect(counterpart_id=row_id(there), delegation_id=mission.companies["Nivelyo"].delegation_id))
    session.commit()
    address = f"/meet/{counterpart_link(there)}"

    page = text(client.get(address))

    assert "Your meeting" not in page
    paths = [f"{address}/agenda.ics", f"{address}/meetings/{meeting}"]
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert client.post(f"{paths[1]}/cancel", data={"shown": "x"}).status_code == 404


@pytest.mark.parametrize("says", ["", "perhaps"])
def test_what_is_neither_yes_nor_no_changes_nothing(client, session, mission, address, says):
    number = next(iter(numbers(mission).values()))

    sent = client.post(f"{address}/answer", data={"prospect": number, "says": says}, follow_redirects=True)

    assert "Say yes or no." in sent.text
    assert (answers(session), {one.stage for one in mission.prospects.values()}) == ([], {ProspectStage.CONTACTED})


@pytest.fixture
def tonight(session, mission, meeting) -> str:
    """The uid of a meeting that is at hand."""
    starts = clock.now() + timedelta(hours=1)
    day = clock.local(starts, make.ZONE).date()
    mission.leg.starts_on = day
    for entry in session.exec(select(ReleaseEntry)).all():
        entry.day, entry.starts_at, entry.ends_at = day, starts, starts + timedelta(minutes=25)
    session.commit()
    return meeting


@pytest.mark.parametrize(
    ("what", "values", "kind", "said"),
    [
        ("late", {"minutes": "10"}, AlertKind.LATE, "that you are 10 minutes late: they know, and expect you at"),
        ("cancel", {"note": "Ill"}, AlertKind.CANCELLED, "You have said that you cannot come. The organisers have it"),
    ],
)
def test_late_and_cannot_raise_the_alerts_that_participants_raise_stand_on_the_page_and_are_taken_back(
    client, session, address, tonight, what, values, kind, said
):
    path = f"{address}/meetings/{tonight}"
    shown = fields(client.get(path))["shown"]

    stale = client.post(f"{path}/{what}", data=values | {"shown": "older"})
    done = client.post(f"{path}/{what}", data=values | {"shown": shown})
    page = text(client.get(address))
    (alert,) = session.exec(select(Alert)).all()
    back, twice = (client.post(f"{path}/back") for _ in range(2))
    session.expire_all()

    assert (stale.status_code, done.location, alert.kind) == (409, address, kind)
    assert (said in page, "Take back" in page) == (True, True)
    assert (back.location, twice.location, alert.state) == (address, address, AlertState.TAKEN_BACK)
    assert said not in text(client.get(address))


def test_being_late_is_said_from_the_evening_before_on(client, session, address, meeting):
    path = f"{address}/meetings/{meeting}"
    page = client.get(path)

    early = client.post(f"{path}/late", data={"minutes": "10", "shown": fields(page)["shown"]})

    assert ("I am running late" in text(page), early.status_code) == (False, 422)
    assert "from the evening before on" in early.text
    assert session.exec(select(Alert)).all() == []


@pytest.mark.parametrize(("shown", "note", "status"), [("older", "Ill, alas", 409), ("", "Ill, alas" * 60, 422)])
def test_a_word_for_the_organisers_that_is_refused_is_shown_again(client, address, meeting, shown, note, status):
    path = f"{address}/meetings/{meeting}"

    sent = client.post(f"{path}/cancel", data={"note": note, "shown": shown or fields(client.get(path))["shown"]})

    assert (sent.status_code, note in sent.text) == (status, True)


@pytest.mark.parametrize("says", ["yes", "no"])
def test_an_answer_to_nobody_is_refused(client, session, mission, address, says):
    sent = client.post(f"{address}/answer", data={"says": says}, follow_redirects=True)

    assert ("Choose the company that you answer." in sent.text, answers(session)) == (True, [])


def test_two_windows_of_one_page_name_no_colleague(client, address):
    first = fields(client.get(f"{address}/place"))
    client.post(f"{address}/place", data=first | {"address": "Satamakaari 24"})

    second = client.post(f"{address}/place", data=first | {"address": "Rantatie 2"})

    assert (second.status_code, "It was changed elsewhere too." in second.text) == (409, True)
    assert "olleague has" not in second.text


@pytest.mark.parametrize("end", ["late", "cancel", "move"])
def test_what_makes_no_sense_raises_nothing(client, session, address, meeting, end):
    client.post(f"{address}/meetings/{meeting}/{end}", data={"minutes": "9" * 20})

    assert session.exec(select(Alert)).all() == []
    assert client.get(f"{address}/meetings/m-other").status_code == 404
