"""A placed presentation through publication: page, agenda, feed and mail tell one truth, moved and cancelled too."""

from dataclasses import replace
from datetime import time

import pytest
from icalendar import Calendar
from sqlmodel import select

from matchmaker import feeds
from matchmaker.alerts.queries.talks import planned_talks
from matchmaker.models import Decision, Delegation, Message, Presentation, ReleaseKind, Staff, row_id
from matchmaker.presentations.commands.deciding import tell_decisions
from matchmaker.presentations.commands.placing import place_presentation
from matchmaker.presentations.queries.decisions import decision_token, untold
from matchmaker.presentations.queries.own import read_own
from matchmaker.presentations.queries.times import read_times
from matchmaker.releases.queries.agenda import read_agenda
from matchmaker.setup.commands.programme import change_item, remove_item
from matchmaker.setup.queries.programme import item_of, item_values
from tests.builders import factories as make
from tests.builders.forum import Seat
from tests.builders.office import Office
from tests.builders.pair import ONE
from tests.builders.presentations import sent_proposal

TITLE = "Signing without paper"


@pytest.fixture
def staff(office: Office) -> Staff:
    return make.make_staff(office.forum.session, office.forum.event)


@pytest.fixture
def talk(office: Office, pair, staff: Staff) -> Presentation:
    """Accepted, at 10:00 in room 2."""
    session, event = office.forum.session, office.forum.event
    talk = sent_proposal(session, office.forum.people[ONE], TITLE, decision=Decision.ACCEPTED)
    at = next(one.time for one in read_times(session, event, talk).times if one.time.starts == time(10))
    place_presentation(session, event, row_id(talk), at, room="Room 2", quiet_minutes=5, staff=staff)
    return talk


def told(office: Office) -> dict[str, list[tuple[str, str]]]:
    """When and where the speaker reads that the presentation is, by where they read it."""
    session, event, speaker = office.forum.session, office.forum.event, office.forum.people[ONE]
    own = read_own(session, event, session.get_one(Delegation, speaker.delegation_id)).proposals
    agenda = read_agenda(session, row_id(speaker), language="en")
    lines = [] if agenda is None else [line for line in agenda.lines if line.programme]
    planned = planned_talks(session, speaker, [line.entry.uid for line in lines])
    feed = Calendar.from_ical(feeds.write_feed(session, speaker)).events
    return {
        "page": [(f"{one.at.place.starts:%H:%M}", one.at.place.room) for one in own if one.at],
        "agenda": [(f"{line.spot.starts:%H:%M}", line.spot.place) for line in lines],
        "planned": [(f"{one.item.starts:%H:%M}", one.item.room) for one in planned if one.item],
        "feed": [
            (f"{one['DTSTART'].dt:%H:%M}", str(one["LOCATION"]).partition(",")[0])
            for one in feed
            if TITLE in str(one["SUMMARY"]) and one["STATUS"] != "CANCELLED"
        ],
    }


def everywhere(*spots: tuple[str, str]) -> dict[str, list[tuple[str, str]]]:
    return {"page": [*spots], "agenda": [*spots], "planned": [], "feed": [*spots]}


def test_one_truth_from_the_decision_to_the_cancellation(
    office: Office, pair, talk: Presentation, staff: Staff
) -> None:
    session, event = office.forum.session, office.forum.event
    assert told(office)["page"] == []  # not told of the decision yet

    tell_decisions(session, event, shown=decision_token(untold(session, event)), staff=staff)
    assert "10:00 to 10:15, Room 2" in session.exec(select(Message.mime)).one().decode()
    assert told(office) == everywhere() | {"page": [("10:00", "Room 2")], "planned": [("10:00", "Room 2")]}
    office.send()

    mails = office.publish(Seat(*pair, slot=0))[office.address(ONE)]
    assert [
        (one.method, one.item.sequence, f"{one.item.starts:%H:%M}") for one in mails if TITLE in one.item.title
    ] == [("REQUEST", 0, "10:00")]
    assert told(office) == everywhere(("10:00", "Room 2"))

    move(office, talk, staff, starts=time(10, 30), ends=time(10, 45), room="Room 3")
    assert told(office) == everywhere(("10:00", "Room 2"))  # nothing moves before it is published
    [mail] = office.publish(Seat(*pair, slot=0))[office.address(ONE)]
    assert (mail.method, mail.item.sequence, f"{mail.item.starts:%H:%M}") == ("REQUEST", 1, "10:30")
    assert mail.item.place.startswith("Room 3")
    assert told(office) == everywhere(("10:30", "Room 3"))

    remove_item(session, event, talk.item_id or 0, staff=staff)
    [mail] = office.publish(Seat(*pair, slot=0))[office.address(ONE)]
    assert (mail.method, mail.item.sequence) == ("CANCEL", 2)
    assert told(office) == everywhere()
    assert [item.title for item in office.client(ONE).items.values() if TITLE in item.title] == []


def test_who_reads_it_in_the_agenda_first_reads_no_other_decision(office: Office, pair, talk: Presentation) -> None:
    office.publish(Seat(*pair, slot=0), kind=ReleaseKind.PROVISIONAL)

    assert told(office) == everywhere(("10:00", "Room 2"))


def move(office: Office, talk: Presentation, staff: Staff, **values) -> None:
    session, event = office.forum.session, office.forum.event
    item_id = talk.item_id or 0
    present = item_values(session, item_of(session, event, item_id))
    change_item(session, event, item_id, replace(present, **values), shown=present.token, staff=staff)
    session.commit()
