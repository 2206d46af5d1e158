"""The calendar part of an invitation: one appointment, one reader, the same bytes each time."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from matchmaker.calendars.invitation import Invitation, invitation_calendar
from matchmaker.models import InvitationMethod
from tests.builders.calendars import EVENT, PUBLISHER, VENUE, entry, meeting_details, person

STAMP = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)
REQUEST = Invitation(
    method=InvitationMethod.REQUEST,
    entry=entry(),
    sequence=3,
    stamped_at=STAMP,
    organizer="rdv+7-abc@cluster.example",
    sender="rdv+7-abc@cluster.example",
    attendee="zoe@numalis.example",
    attendee_name="Zoé Lambert",
    answers_read=True,
)
CANCEL = replace(REQUEST, method=InvitationMethod.CANCEL, sequence=4)


def raw(invitation: Invitation, language: str = "en") -> bytes:
    return invitation_calendar(invitation, publisher=PUBLISHER, language=language)


def read(invitation: Invitation, language: str = "en") -> tuple[str, Any]:
    """The method and the one event."""
    calendar = Calendar.from_ical(raw(invitation, language))
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    return str(calendar["METHOD"]), event


def test_a_request_asks_its_one_reader_for_an_answer() -> None:
    method, event = read(REQUEST)

    assert (method, str(event["STATUS"]), int(event["SEQUENCE"])) == ("REQUEST", "CONFIRMED", 3)
    assert event["DTSTAMP"].dt == STAMP
    assert str(event["ORGANIZER"]) == "mailto:rdv+7-abc@cluster.example"
    assert str(event["ATTENDEE"]) == "mailto:zoe@numalis.example"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Zoé Lambert",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_the_organizer_says_who_sends_for_it_where_that_is_another_address() -> None:
    _, itself = read(replace(REQUEST, sender=REQUEST.organizer))
    _, another = read(replace(REQUEST, sender="noreply@rdv.example"))

    assert "SENT-BY" not in itself["ORGANIZER"].params
    assert another["ORGANIZER"].params["SENT-BY"] == "mailto:noreply@rdv.example"
    assert b'SENT-BY="mailto:noreply@rdv.example"' in raw(replace(REQUEST, sender="noreply@rdv.example")).replace(
        b"\r\n ", b""
    )


def test_where_answers_are_not_read_none_is_asked_for() -> None:
    _, event = read(replace(REQUEST, answers_read=False))

    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_a_cancellation_keeps_identity_and_time_and_asks_nothing() -> None:
    (_, before), (method, after) = read(REQUEST), read(CANCEL)

    assert (method, str(after["STATUS"]), str(after["TRANSP"])) == ("CANCEL", "CANCELLED", "TRANSPARENT")
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], before["DTSTART"].dt)
    assert str(after["SUMMARY"]).startswith("Cancelled: ")
    assert {"PARTSTAT", "RSVP"} & set(after["ATTENDEE"].params) == set()


def test_what_only_leaves_this_calendar_is_not_called_cancelled() -> None:
    method, event = read(replace(CANCEL, leaves=True, comment="Ida goes in your place."))

    assert (method, str(event["SUMMARY"]), "STATUS" in event) == ("CANCEL", "Wallosoft – Pierre Ôté", False)
    assert str(event["DESCRIPTION"]) == (
        "Ida goes in your place.\n\nYour schedule, always up to date: https://rdv.example/e/forum/agenda"
    )


@pytest.mark.parametrize("invitation", [REQUEST, CANCEL])
def test_there_is_no_alarm_and_no_address_of_the_other_side(invitation: Invitation) -> None:
    data = raw(invitation)

    assert b"VALARM" not in data
    assert data.replace(b"\r\n ", b"").count(b"mailto:") == 2


def test_the_wall_time_and_the_place_are_written_out_in_the_readers_language() -> None:
    _, event = read(REQUEST, "fr")

    description = str(event["DESCRIPTION"]).replace("\xa0", " ")
    assert description.startswith(
        "Jeudi 11 mars 2027, de 09 h 30 à 09 h 55 (heure locale, Bruxelles)\nTable 12, Hall A, "
    )


def test_the_same_invitation_has_the_same_bytes() -> None:
    assert raw(REQUEST) == raw(replace(REQUEST))


def test_no_name_turns_the_direction_of_what_follows_it() -> None:
    turning = "\u061cA\u200eB\u200fC\u202aD\u202bE\u202cF\u202dG\u202eH\u2066I\u2067J\u2068K\u2069"
    details = meeting_details(
        other={"delegation_id": 2, "organisation": turning, "people": [person(turning, turning)]},
        place={"code": turning, "kind": "table", "label": turning},
        venue=VENUE | {"name": turning},
        event=EVENT | {"name": turning, "contact_name": turning},
    )
    data = raw(replace(REQUEST, entry=entry(details=details), attendee_name=turning, comment=turning))

    said = data.replace(b"\r\n ", b"").decode()
    assert set(turning) & set(said) == set("ABCDEFGHIJK")
    assert said.count("ABCDEFGHIJK") == 13


@given(
    name=st.text(max_size=80),
    organisation=st.text(max_size=80),
    comment=st.text(st.characters(codec="utf-8"), max_size=200),
)
def test_no_name_breaks_the_form(name: str, organisation: str, comment: str) -> None:
    details = meeting_details(other={"delegation_id": 2, "organisation": organisation, "people": [person(name)]})
    invitation = replace(REQUEST, entry=entry(details=details), attendee_name=name, comment=comment)

    data = raw(invitation)
    method, event = read(invitation)

    assert (method, str(event["ATTENDEE"])) == ("REQUEST", "mailto:zoe@numalis.example")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.count(b"BEGIN:VEVENT") == 1
