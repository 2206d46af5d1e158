"""One entry as a VEVENT, with the properties that real calendar programs were found to need."""

from dataclasses import dataclass
from datetime import UTC, timedelta

from icalendar import Alarm, Event, vCalAddress, vText
from icalendar.prop import vGeo

from matchmaker.base.links import ParticipantPage, meeting_page, participant_page
from matchmaker.base.plain_text import clean, one_line
from matchmaker.calendars import texts
from matchmaker.calendars.entry import Entry
from matchmaker.models import EntryKind, ProgrammeKind

ALARM_BEFORE = timedelta(minutes=10)
_OPTIONAL = {
    ProgrammeKind.OPENING,
    ProgrammeKind.CLOSING,
    ProgrammeKind.MEAL,
    ProgrammeKind.RECEPTION,
    ProgrammeKind.SEMINAR,
}
"""Items for everyone at which nobody waits for the reader in person: shown as free time."""


@dataclass(frozen=True)
class Publisher:
    """What is the same in every calendar of an installation."""

    domain: str
    """The right-hand side of UIDs; never changes."""
    base_url: str
    email: str
    """The organiser's address where an event names none."""
    own_page: str = ""
    """Address to which all links of this reader lead, who takes part without an account."""


def vevent(
    entry: Entry, *, publisher: Publisher, language: str, provisional: bool = False, alarm: bool = False
) -> Event:
    """Return the entry as published to its reader: an ORGANIZER, but no ATTENDEE (RFC 5546, PUBLISH)."""
    link = agenda_link(entry, publisher)
    event = Event()
    event.add("UID", f"{entry.uid}@{publisher.domain}")
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", entry.changed_at.astimezone(UTC))
    event.add("CREATED", entry.created_at.astimezone(UTC))
    event.add("LAST-MODIFIED", entry.changed_at.astimezone(UTC))
    event.add("DTSTART", entry.starts)
    event.add("DTEND", entry.ends)
    event.add("SUMMARY", one_line(texts.summary(entry, language)))
    event.add("LOCATION", one_line(texts.location(entry, language)))
    event.add("DESCRIPTION", clean(texts.description(entry, language, link=link, provisional=provisional)))
    event.add("URL", link)
    event.add("ORGANIZER", _organizer(entry, publisher))
    _add_state(event, entry, provisional)
    _add_position(event, entry)
    if alarm and not entry.cancelled:
        event.add_component(_alarm(entry, language))
    return event


def agenda_link(entry: Entry, publisher: Publisher) -> str:
    """Return the address of the reader's schedule; at a mission that of the meeting in it."""
    if publisher.own_page:
        return publisher.own_page
    slug = entry.details["event"]["slug"]
    if entry.kind is EntryKind.MEETING and not entry.cancelled and entry.details["venue"].get("leg"):
        return meeting_page(slug, entry.uid, base_url=publisher.base_url)
    return participant_page(slug, ParticipantPage.AGENDA, base_url=publisher.base_url)


def _organizer(entry: Entry, publisher: Publisher) -> vCalAddress:
    event = entry.details["event"]
    organizer = vCalAddress(f"mailto:{event['contact_email'] or publisher.email}")
    # No reader agrees with another on a double quote inside a parameter.
    organizer.params["CN"] = vText(one_line(event["name"]).replace('"', "”"))
    return organizer


def _add_state(event: Event, entry: Entry, provisional: bool) -> None:
    free = entry.cancelled or entry.details.get("item_kind") in _OPTIONAL
    sure = "TENTATIVE" if provisional else "CONFIRMED"
    event.add("STATUS", "CANCELLED" if entry.cancelled else sure)
    event.add("TRANSP", "TRANSPARENT" if free else "OPAQUE")
    busy = "TENTATIVE" if provisional else "BUSY"
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE" if free else busy)


def _add_position(event: Event, entry: Entry) -> None:
    venue = entry.details["venue"]
    if venue["latitude"] is not None and venue["longitude"] is not None:
        event.add("GEO", vGeo((round(venue["latitude"], 6), round(venue["longitude"], 6))))


def _alarm(entry: Entry, language: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", -ALARM_BEFORE)
    text = texts.title(entry, language)
    if entry.kind is EntryKind.MEETING and (spot := texts.spot(entry, language)):
        text = f"{text}, {spot}"
    alarm.add("DESCRIPTION", one_line(text))
    return alarm
