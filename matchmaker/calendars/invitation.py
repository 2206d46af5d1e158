"""The calendar part of an invitation mail (iMIP, RFC 6047): a pure function, byte-identical for the same arguments.

Exactly one VEVENT for exactly one reader, who is its only ATTENDEE; the other side stands in the title and the text,
so that nobody's address is shown to anybody. No alarm (mail programs drop them), no recurrence, ever.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from matchmaker.base.i18n import translate
from matchmaker.calendars import texts
from matchmaker.calendars.build import PRODUCT, zone_components
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.event import Publisher, agenda_link, clean, one_line, vevent
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
    attendee: str
    """The reader's address, exactly as in the mail's To: another one gets buttons that do nothing."""
    attendee_name: str
    answers_read: bool
    """Whether somebody reads what is answered; only then an answer is asked for."""
    comment: str = ""
    """What is new and why: some programs show the calendar instead of the mail's text."""
    taken_back: bool = False
    """For a CANCEL: the appointment stands, only this entry leaves the calendar."""


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
    if invitation.taken_back:
        event["SUMMARY"] = vText(one_line(texts.title(entry, language)))
        event["DESCRIPTION"] = vText(
            clean(
                translate(
                    language,
                    "This entry leaves your calendar because you chose the subscription. "
                    "The appointment itself stands: %(link)s",
                    link=agenda_link(entry, publisher),
                )
            )
        )
    if invitation.comment:
        event.add("COMMENT", clean(invitation.comment))
    organizer = event["ORGANIZER"]
    event["ORGANIZER"] = _address(invitation.organizer, str(organizer.params["CN"]))
    event.add("ATTENDEE", _attendee(invitation), encode=False)
    event.add("X-MICROSOFT-DISALLOW-COUNTER", "TRUE")
    return event


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
