"""The outbox as organisers see it: messages by state, and each mail as it was sent."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar
from sqlalchemy import func
from sqlalchemy.orm.interfaces import ORMOption
from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.logs import masked
from matchmaker.base.names import fold
from matchmaker.mail.letters.corrected_addresses import AddressLeftMail
from matchmaker.mail.plain_links import without_log_in
from matchmaker.mail.secrecy import SECRET_KINDS
from matchmaker.models import Message, MessageState, Person, Registration, row_id, unloaded

MOST_ROWS = 300
"""What one page shows; a search finds the others."""
LOST = frozenset({MessageState.FAILED, MessageState.BOUNCED})


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message in the list; `at` is when it was sent, else when it was made."""

    id: int
    kind: str
    state: MessageState
    name: str
    """Empty for a message to nobody registered."""
    recipient: str
    subject: str
    at: datetime
    attempts: int
    error: str
    """The server's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """The rows that match, and how many there are in each state."""

    rows: tuple[MessageRow, ...]
    found: int
    all: int
    lost: int
    """Did not arrive, and nothing newer has been made."""
    states: dict[MessageState, int]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """An entry in a mail or in a subscription: what calendar programs are told, in our words and in theirs."""

    cancelled: bool
    title: str
    place: str
    starts: datetime
    ends: datetime
    sequence: int
    source: str
    """Unfolded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One mail as it was sent; nothing of what is secret."""

    row: MessageRow
    secret: bool
    """It holds a log-in link: its contents are for its reader alone."""
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    calendar: CalendarView | None
    registration_id: int | None
    topic_has_newer: bool
    """A newer message of the same topic makes this one wrong."""


def without_bytes() -> ORMOption:
    """Return the option of a statement that loads messages without their contents."""
    return unloaded(Message.mime)


def read_messages(session: Session, event_id: int, *, query: str = "", kind: str = "", state: str = "") -> Messages:
    """Return the messages of an event, newest first, whose person, address or subject holds `query`.

    `kind` and `state` are those of the outbox; "lost" is what failed or bounced and was not overtaken by a newer one
    about the same thing; empty ones filter nothing. At most `MOST_ROWS` rows are returned.
    """
    rows = session.exec(
        select(Message, Person)
        .outerjoin(Registration, col(Registration.id) == col(Message.registration_id))
        .outerjoin(Person, col(Person.id) == col(Registration.person_id))
        .where(Message.event_id == event_id)
        .order_by(col(Message.id).desc())
        .options(without_bytes())
    ).all()
    newest: dict[str, Message] = {}
    for message, _ in rows:
        newest.setdefault(message.topic or "", message)
    lost = {
        message.id
        for message, _ in rows
        if message.state in LOST
        and message.kind != AddressLeftMail.kind  # an address that was corrected since it was wrong
        and (message.topic is None or newest[message.topic] is message)
    }
    wanted = fold(query)
    found = [
        _row(message, person)
        for message, person in rows
        if wanted in fold(" ".join((_name(person), message.recipient, message.subject)))
        and kind in {"", message.kind}
        and (state in {"", message.state} or (state == "lost" and message.id in lost))
    ]
    counts = session.exec(
        select(Message.state, func.count()).where(Message.event_id == event_id).group_by(Message.state)
    )
    return Messages(
        rows=tuple(found[:MOST_ROWS]),
        found=len(found),
        all=len(rows),
        lost=len(lost),
        states={MessageState(state): number for state, number in counts},
        kinds=tuple(sorted({message.kind for message, _ in rows})),
    )


def message_of(session: Session, event_id: int, message_id: int) -> Message:
    """Return a message of the event; raises `NotFound`."""
    message = session.get(Message, message_id)
    if message is None or message.event_id != event_id:
        raise NotFound(N_("There is no such message."))
    return message


def read_message(session: Session, message: Message) -> MessageView:
    """Return a message as its reader sees it, but for the links by which they answer or log in."""
    person = None
    if message.registration_id is not None:
        registration = session.get_one(Registration, message.registration_id)
        person = session.get_one(Person, registration.person_id)
    secret = message.kind in SECRET_KINDS
    mail = message_from_bytes(b"" if secret else without_log_in(message.mime), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return MessageView(
        row=_row(message, person),
        secret=secret,
        headers=tuple(
            (name, masked(str(value))) for name, value in mail.items() if not name.startswith(("Content", "MIME"))
        ),
        text=_body(mail, "plain"),
        html=_body(mail, "html"),
        calendar=calendar_of(mail),
        registration_id=message.registration_id,
        topic_has_newer=has_newer(session, message),
    )


def has_newer(session: Session, message: Message) -> bool:
    """Tell whether a newer message of the same topic has been made, and not been taken back."""
    if message.topic is None:
        return False
    newer = select(Message.id).where(
        Message.topic == message.topic,
        col(Message.id) > row_id(message),
        col(Message.state) != MessageState.SUPERSEDED,
    )
    return session.exec(newer.limit(1)).first() is not None


def _name(person: Person | None) -> str:
    return person.name if person is not None else ""


def _row(message: Message, person: Person | None) -> MessageRow:
    return MessageRow(
        id=row_id(message),
        kind=message.kind,
        state=message.state,
        name=_name(person),
        recipient=message.recipient,
        subject=message.subject,
        at=message.sent_at or message.created_at,
        attempts=message.attempts,
        error=message.error,
    )


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return masked(str(part.get_content()).replace("\r\n", "\n")) if part is not None else ""


def calendar_of(mail: EmailMessage) -> CalendarView | None:
    """Return the calendar in a mail of ours, None for one without."""
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            calendar = Calendar.from_ical(data)
            assert isinstance(calendar, Calendar)
            return _entry(calendar.events[0], cancelled=calendar["METHOD"] == "CANCEL", source=data)
    return None


def news_of_feed(before: bytes, after: bytes) -> tuple[CalendarView, ...]:
    """Return what a subscription would show anew, otherwise, or as cancelled, in order of time."""
    known = {event.to_ical() for event in _events(before)}
    news = [(event, source) for event in _events(after) if (source := event.to_ical()) not in known]
    views = [_entry(event, cancelled=event["STATUS"] == "CANCELLED", source=source) for event, source in news]
    return tuple(sorted(views, key=lambda view: view.starts))


def _events(feed: bytes) -> list[Any]:
    calendar = Calendar.from_ical(feed)
    assert isinstance(calendar, Calendar)
    return list(calendar.events)


def _entry(event: Any, *, cancelled: bool, source: bytes) -> CalendarView:
    return CalendarView(
        cancelled=cancelled,
        title=str(event["SUMMARY"]),
        place=str(event["LOCATION"]),
        starts=event["DTSTART"].dt,
        ends=event["DTEND"].dt,
        sequence=int(event["SEQUENCE"]),
        source=masked(source.decode().replace("\r\n ", "").replace("\r\n", "\n")),
    )
