"""The iCalendar file of an agenda: the rules that real calendar programs were found to need, one by one."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from matchmaker.base.plain_text import clean
from matchmaker.calendars.entry import Entry
from tests.builders.calendars import (
    PUBLISHED,
    calendar,
    cancelled_entry,
    entry,
    lunch,
    meeting_details,
    person,
    presentation,
)

GOLDEN = Path(__file__).parent / "golden"


def read(data: bytes) -> list[Event]:
    return list(Calendar.from_ical(data).events)


def only(data: bytes) -> Event:
    (event,) = read(data)
    return event


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", ["feed", "download"])
def test_the_file_is_the_one_that_was_read_and_approved(language: str, form: str) -> None:
    """To change the wording: build the file anew, read it, try it in a calendar, then replace the golden one."""
    entries = [entry(), lunch()] if form == "download" else [entry(), lunch(), presentation(), cancelled_entry()]

    data = calendar(*entries, language=language, form=form)

    assert data == (GOLDEN / f"{form}_{language}.ics").read_bytes()


def test_the_order_in_which_rows_come_does_not_matter() -> None:
    entries = [entry(), lunch(), presentation(), cancelled_entry()]

    assert calendar(*entries) == calendar(*reversed(entries))


def test_what_names_an_entry_for_ever_and_orders_its_versions() -> None:
    changed = PUBLISHED + timedelta(days=2)

    event = only(calendar(entry("m-01ABC", sequence=4, changed_at=changed)))

    assert event["UID"] == "m-01ABC@rdv.example"
    assert event["SEQUENCE"] == 4
    assert [event[name].dt for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED")] == [changed, changed, PUBLISHED]


def test_times_are_wall_times_of_the_venue() -> None:
    event = only(calendar(entry(zone="America/Montreal")))

    assert event["DTSTART"].to_ical() == b"20270311T093000"
    assert event["DTSTART"].params["TZID"] == "America/Montreal"
    assert event["DTEND"].to_ical() == b"20270311T095500"


def test_what_ends_after_midnight_ends_on_the_next_day() -> None:
    event = only(calendar(entry(starts=time(21, 0), ends=time(0, 30))))

    assert event["DTEND"].to_ical() == b"20270312T003000"


def test_an_event_in_utc_needs_no_zone() -> None:
    data = calendar(entry(zone="UTC"))

    assert only(data)["DTSTART"].to_ical() == b"20270311T093000Z"
    assert b"20270311T093000Z" in data


@pytest.mark.parametrize(
    ("line", "provisional", "status", "transparency", "busy"),
    [
        (entry(), False, "CONFIRMED", "OPAQUE", "BUSY"),
        (entry(), True, "TENTATIVE", "OPAQUE", "TENTATIVE"),
        (presentation(), False, "CONFIRMED", "OPAQUE", "BUSY"),
        (lunch(), False, "CONFIRMED", "TRANSPARENT", "FREE"),
        (lunch(), True, "TENTATIVE", "TRANSPARENT", "FREE"),
        (cancelled_entry(), False, "CANCELLED", "TRANSPARENT", "FREE"),
        (cancelled_entry(), True, "CANCELLED", "TRANSPARENT", "FREE"),
    ],
)
def test_how_an_entry_stands(line: Entry, provisional: bool, status: str, transparency: str, busy: str) -> None:
    event = only(calendar(line, provisional=provisional))

    assert [event[name] for name in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")] == [status, transparency, busy]


def test_a_published_entry_has_an_organiser_and_no_attendee() -> None:
    event = only(calendar(entry()))

    assert event["ORGANIZER"] == "mailto:elise@cluster.example"
    assert event["ORGANIZER"].params["CN"] == "Forum Mobile & IP"
    assert "ATTENDEE" not in event


def test_an_event_without_a_contact_is_organised_by_the_installation() -> None:
    details = meeting_details(event={"name": 'The "big" one', "slug": "x", "contact_name": "", "contact_email": ""})

    event = only(calendar(entry(details=details)))

    assert event["ORGANIZER"] == "mailto:rdv@rdv.example"
    assert event["ORGANIZER"].params["CN"] == "The ”big” one"


def test_the_position_has_six_decimals_and_is_left_out_where_unknown() -> None:
    unknown = meeting_details(venue=meeting_details()["venue"] | {"latitude": None, "longitude": None})

    assert only(calendar(entry()))["GEO"].to_ical() == "50.463712;4.8669"
    assert "GEO" not in only(calendar(entry(details=unknown)))


def test_only_downloads_ring() -> None:
    assert b"VALARM" not in calendar(entry())
    assert calendar(entry(), form="download").count(b"TRIGGER:-PT10M") == 1


def test_a_feed_says_how_often_to_come_back() -> None:
    lines = calendar(entry()).split(b"\r\n")

    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert b"X-PUBLISHED-TTL:PT1H" in lines
    assert b"UID:agenda-7@rdv.example" in lines


def test_before_the_first_release_the_feed_is_a_calendar_with_nothing_in_it() -> None:
    data = calendar()

    assert read(data) == []
    assert b"TZID:Europe/Brussels" in data


def test_nothing_recurs_and_no_zone_is_a_list_of_dates() -> None:
    data = calendar(entry(), entry("m-2", zone="Africa/Cairo"), entry("m-3", zone="Africa/Casablanca"))

    assert b"RDATE" not in data
    assert ["RRULE" in event for event in read(data)] == [False] * 3


letters = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@given(organisation=letters, name=letters, label=letters, job=letters)
def test_any_text_comes_back_as_it_was(organisation: str, name: str, label: str, job: str) -> None:
    details = meeting_details(
        other={"delegation_id": 2, "organisation": organisation, "people": [person(name, job)]},
        place={"code": "1", "kind": "table", "label": label},
    )
    line = entry(details=details)

    data = calendar(line)
    event = only(data)

    assert_wire_form(data)
    assert event["SUMMARY"] == shown(f"{organisation} – {name}" if name else organisation)
    assert shown(event["LOCATION"]) == shown(
        ", ".join(part for part in ("Table 1", label, "Palais des Congrès", "Place d'Armes 1", "Namur") if part)
    )
    assert shown(job) in shown(event["DESCRIPTION"])


@given(
    wall=st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1)),  # noqa: DTZ001 -- wall times
    minutes=st.integers(5, 300),
    zone=st.sampled_from(["Europe/Brussels", "America/New_York", "Africa/Cairo", "Asia/Kathmandu", "UTC"]),
    sequence=st.integers(0, 10_000),
)
def test_any_time_comes_back_as_it_was(wall: datetime, minutes: int, zone: str, sequence: int) -> None:
    wall = wall.replace(second=0, microsecond=0)
    line = replace(
        entry(zone=zone, day=wall.date(), starts=wall.time(), ends=(wall + timedelta(minutes=minutes)).time()),
        sequence=sequence,
    )

    event = only(calendar(line))

    assert event["DTSTART"].dt.astimezone(UTC) == line.starts.astimezone(UTC)
    assert event["DTEND"].dt.astimezone(UTC) == line.ends.astimezone(UTC)
    assert event["SEQUENCE"] == sequence


def assert_wire_form(data: bytes) -> None:
    """UTF-8 without mark, CRLF, lines of at most 75 octets, folded between characters."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines][:1] == ["BEGIN:VCALENDAR"]


def shown(text: str) -> str:
    """`text` without what no calendar program shows: control characters and marks of direction, spaces as they come."""
    return " ".join(clean(text).split())
