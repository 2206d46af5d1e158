"""The invitation of a guest from outside as a calendar file; who takes part in the event has it in the own calendar."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vGeo, vText

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.i18n import screen_language
from matchmaker.base.plain_text import clean, one_line
from matchmaker.calendars.build import PRODUCT
from matchmaker.calendars.zones import timezone_component
from matchmaker.receptions.queries.links import OpenedInvitation, guest_address


def invitation_file(opened: OpenedInvitation) -> bytes:
    """Return the invitation of somebody who comes as a file to import; the same bytes for the same answer.

    Where it has moved since they were written to, it is newer than every file before: calendars take the new time.
    """
    guest, item, venue = opened.guest, opened.reception.item, opened.reception.venue
    language, config, row = screen_language(guest.language), get_config(), opened.reception.row
    moved = guest.knows_from is not None and not opened.reception.knows(guest)
    said = max(filter(None, (guest.answered_at, guest.told_at)), default=item.starts_at)
    organizer = vCalAddress(f"mailto:{opened.event.contact_email or config.mail_from}")
    organizer.params["CN"] = vText(one_line(opened.event.name).replace('"', "”"))
    words = row.words(guest.language, opened.event.language) if row is not None else ""
    entry = Event()
    for name, value in {
        "UID": f"guest-{guest.id}-{item.uid}@{config.calendar_domain}",
        "SEQUENCE": guest.sequence + moved,
        "DTSTAMP": (clock.now() if moved else said).astimezone(UTC),
        "DTSTART": _wall(item.starts_at, item.zone),
        "DTEND": _wall(item.ends_at, item.zone),
        "SUMMARY": one_line(f"{item.title(language)} · {opened.event.name}"),
        "LOCATION": one_line(", ".join(filter(None, (item.room, venue.name, venue.address, venue.city)))),
        "DESCRIPTION": clean("\n\n".join(filter(None, (words, guest_address(guest))))),
        "URL": guest_address(guest),
        "ORGANIZER": organizer,
        "STATUS": "CONFIRMED",
    }.items():
        entry.add(name, value)
    if venue.latitude is not None and venue.longitude is not None:
        entry.add("GEO", vGeo((round(venue.latitude, 6), round(venue.longitude, 6))))
    calendar = Calendar()
    for name, value in {"PRODID": PRODUCT, "VERSION": "2.0", "METHOD": "PUBLISH"}.items():
        calendar.add(name, value)
    calendar.add_component(timezone_component(item.zone, item.day.year, item.day.year))
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))
