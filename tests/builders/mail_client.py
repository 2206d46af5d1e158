"""A mail program with a calendar, as far as RFC 5546 goes: applies invitations in the order in which they arrive."""

from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache

from icalendar import Calendar


@dataclass(frozen=True)
class Item:
    """One entry of a reader's calendar."""

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime
    title: str
    place: str


@dataclass(frozen=True)
class Invite:
    """What a mail with a calendar says."""

    mime: bytes
    mail: EmailMessage
    method: str
    item: Item
    attendee: str
    organizer: str


def read(mime: bytes) -> EmailMessage:
    message = message_from_bytes(mime, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def calendar_bytes(mail: EmailMessage) -> bytes:
    """The calendar that mail programs show with buttons; the attached file holds the same bytes."""
    shown = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    saved = [part for part in mail.walk() if part.get_content_type() == "application/ics"]
    assert len(shown) == len(saved) == 1
    data = shown[0].get_payload(decode=True)
    assert isinstance(data, bytes)
    assert saved[0].get_payload(decode=True) == data
    return data


@lru_cache(maxsize=500)
def invite(mime: bytes) -> Invite | None:
    """The invitation in a mail, None for a mail without one; kept, as tests read a mail several times."""
    mail = read(mime)
    if not any(part.get_content_type() == "text/calendar" for part in mail.walk()):
        return None
    calendar = Calendar.from_ical(calendar_bytes(mail))
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    return Invite(
        mime=mime,
        mail=mail,
        method=str(calendar["METHOD"]),
        item=Item(
            uid=str(event["UID"]),
            sequence=int(event["SEQUENCE"]),
            stamp=event["DTSTAMP"].dt,
            starts=event["DTSTART"].dt,
            ends=event["DTEND"].dt,
            title=str(event["SUMMARY"]),
            place=str(event["LOCATION"]),
        ),
        attendee=str(event["ATTENDEE"]).removeprefix("mailto:"),
        organizer=str(event["ORGANIZER"]).removeprefix("mailto:"),
    )


@dataclass
class Client:
    """Keeps, for each UID, the newest state by SEQUENCE and then DTSTAMP; an older REQUEST is ignored.

    A CANCEL deletes the entry whatever its SEQUENCE, as in Thunderbird: it must never arrive late.
    """

    address: str
    items: dict[str, Item] = field(default_factory=dict)
    seen: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def receive(self, mime: bytes) -> None:
        found = invite(mime)
        if found is None:
            return
        assert found.attendee == self.address
        item, newest = found.item, self.seen.get(found.item.uid)
        version = item.sequence, item.stamp
        if found.method == "CANCEL":
            self.items.pop(item.uid, None)
        elif newest is None or version >= newest:
            self.items[item.uid] = item
        self.seen[item.uid] = max(version, newest or version)
