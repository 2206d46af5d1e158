"""A person's agenda as an iCalendar file: a pure function, byte-identical for the same entries."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Literal

from icalendar import Calendar, Event, Timezone

from matchmaker.base.plain_text import one_line
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.event import Publisher, vevent
from matchmaker.calendars.zones import timezone_component

PRODUCT = "-//Matchmaker//Agenda//EN"
REFRESH = timedelta(hours=1)
Form = Literal["feed", "download"]
UTC_ZONES = {"UTC", "Etc/UTC"}


def agenda_calendar(
    entries: Sequence[Entry],
    *,
    publisher: Publisher,
    language: str,
    name: str,
    uid: str,
    zone: str,
    year: int,
    provisional: bool,
    form: Form,
    tell: Callable[[Event, Entry], None] | None = None,
) -> bytes:
    """Return the agenda as METHOD:PUBLISH.

    `uid` identifies the calendar for ever; `zone` and `year` are the event's, for a calendar without entries. Only a
    download has alarms: in a subscription they are the reader's own affair. `tell` puts the words of another reader
    than the entry's own person into each VEVENT; such a calendar has no alarms.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("UID", f"{uid}@{publisher.domain}")
    calendar.add("NAME", one_line(name))
    calendar.add("X-WR-CALNAME", one_line(name))
    calendar.add("X-WR-TIMEZONE", zone)
    if form == "feed":
        calendar.add("REFRESH-INTERVAL", REFRESH)
        calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # required by RFC 7986, 5.7
        calendar.add("X-PUBLISHED-TTL", "PT1H")
    for component in zone_components(entries) or [timezone_component(zone, year, year)]:
        calendar.add_component(component)
    for entry in sorted(entries, key=lambda entry: (entry.starts, entry.uid)):
        event = vevent(
            entry,
            publisher=publisher,
            language=language,
            provisional=provisional,
            alarm=form == "download" and tell is None,
        )
        if tell is not None:
            tell(event, entry)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def zone_components(entries: Sequence[Entry]) -> list[Timezone]:
    """Return a VTIMEZONE for each zone in use, for the years of its entries."""
    return [timezone_component(zone, first, last) for zone, first, last in _years(entries)]


def _years(entries: Sequence[Entry]) -> list[tuple[str, int, int]]:
    """Return each zone in use, with the first and the last year of its entries."""
    years: dict[str, list[int]] = {}
    for entry in entries:
        for zone, wall in ((entry.zone, entry.starts), (entry.end_zone, entry.ends)):
            if zone not in UTC_ZONES:
                years.setdefault(zone, []).append(wall.year)
    return [(zone, min(found), max(found)) for zone, found in sorted(years.items())]
