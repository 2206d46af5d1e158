"""The calendar part of an invitation mail (iMIP, RFC 6047): a pure function, byte-identical for the same arguments.

Exactly one VEVENT for exactly one reader, who is its only ATTENDEE; the other side stands in the title and the text,
so that nobody's address is shown to anybody. No alarm (mail programs drop them), no recurrence, ever.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from matchmaker.base.i18n import translate
from matchmaker.base.plain_text import clean, one_line
from matchmaker.calendars import texts
from matchmaker.calendars.build import PRODUCT, zone_components
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.event import Publisher, agenda_link, vevent
from matchmaker.models import InvitationMethod


@dataclass(frozen=True)
class Invitation:
    """What an invitation says besides its appointment."""

    method: InvitationMethod
    entry: Entry
    sequence: int
    stamped_at: datetime
    organizer: str
    """The address that answers go to."""
    sender: str
    """The address that the mail comes from."""
    attendee: str
    """The reader's address, exactly as in the mail's To: another one gets buttons that do nothing."""
    attendee_name: str
    answers_read: bool
    """Whether somebody reads what is answered; only then an answer is asked for."""
    comment: str = ""
    """What is new and why: some programs show the calendar instead of the mail's text."""
    leaves: bool = False
    """For a CANCEL: the appointment takes place, but not for this reader; `comment` says why."""


def invitation_calendar(invitation: Invitation, *, publisher: Publisher, language: str) -> bytes:
    """Return the calendar with METHOD:REQUEST or CANCEL."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", invitation.method.value.upper())
    for component in zone_components([invitation.entry]):
        calendar.add_component(component)
    calendar.add_component(_event(invitation, publisher, language))
    return bytes(calendar.to_ical())


def _event(invitation: Invitation, publisher: Publisher, language: str) -> Event:
    cancelled = invitation.method is InvitationMethod.CANCEL
    entry = replace(
        invitation.entry, sequence=invitation.sequence, changed_at=invitation.stamped_at, cancelled=cancelled
    )
    event = vevent(entry, publisher=publisher, language=language)
    if invitation.leaves:
        del event["STATUS"]  # RFC 5546, 3.2.5: where somebody is uninvited, the event itself is not cancelled
        event["SUMMARY"] = vText(one_line(texts.title(entry, language)))
        event["DESCRIPTION"] = vText(clean(f"{invitation.comment}\n\n{_schedule(entry, publisher, language)}"))
    if invitation.comment:
        event.add("COMMENT", clean(invitation.comment))
    organizer = event["ORGANIZER"]
    event["ORGANIZER"] = _organizer(invitation, str(organizer.params["CN"]))
    event.add("ATTENDEE", _attendee(invitation), encode=False)
    event.add("X-MICROSOFT-DISALLOW-COUNTER", "TRUE")
    return event


def _schedule(entry: Entry, publisher: Publisher, language: str) -> str:
    link = agenda_link(entry, publisher)
    return translate(language, "Your schedule, always up to date: %(link)s", link=link)


def _organizer(invitation: Invitation, name: str) -> vCalAddress:
    """Return the organizer; where another address sends for it, with that one (SENT-BY, RFC 6047, 2.3)."""
    organizer = _address(invitation.organizer, name)
    if invitation.sender.casefold() != invitation.organizer.casefold():
        organizer.params["SENT-BY"] = vText(f"mailto:{invitation.sender}")
    return organizer


def _attendee(invitation: Invitation) -> vCalAddress:
    attendee = _address(invitation.attendee, invitation.attendee_name or invitation.attendee)
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    if invitation.method is InvitationMethod.REQUEST:
        attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
        attendee.params["RSVP"] = vText("TRUE" if invitation.answers_read else "FALSE")
    return attendee


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    # No reader agrees with another on a double quote inside a parameter.
    address.params["CN"] = vText(one_line(name).replace('"', "”"))
    return address
