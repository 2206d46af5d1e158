"""The demo's mailbox: every mail in the outbox as its reader would see it. Never shown outside the demo."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import MIMEPart

from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker.mail.queries.messages import CalendarView, calendar_of
from matchmaker.models import Message, MessageState

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_NAMED = re.compile(rf"^(\S.*)\n({_LINK.pattern})$", re.MULTILINE)
"""A link on a line of its own, below what it is for."""


@dataclass(frozen=True)
class MailLine:
    """A mail in the list."""

    id: int
    kind: str
    recipient: str
    subject: str
    state: MessageState
    created_at: datetime


@dataclass(frozen=True)
class MailView:
    """One mail opened: its text, the links in it, and the calendar that it brings."""

    line: MailLine
    text: str
    html: str
    links: tuple[str, ...]
    named: Mapping[str, str]
    """What the mail calls its links, but for those in the midst of a sentence."""
    calendar: CalendarView | None


def read_mails(session: Session, *, recipient: str = "", limit: int = 100) -> tuple[MailLine, ...]:
    """Return the mails, newest first; only those to `recipient` if one is given."""
    query = select(Message).order_by(col(Message.created_at).desc(), col(Message.id).desc()).limit(limit)
    if recipient:
        query = query.where(col(Message.recipient) == recipient)
    return tuple(_line(message) for message in session.scalars(query))


def read_mail(session: Session, message_id: int) -> MailView | None:
    """Return one mail opened, or None if there is no such mail."""
    message = session.get(Message, message_id)
    if message is None:
        return None
    parsed = message_from_bytes(message.mime, policy=policy.default)
    text, html = _part(parsed.get_body(("plain",))), _part(parsed.get_body(("html",)))
    return MailView(
        _line(message),
        text=text,
        html=html,
        links=tuple(dict.fromkeys(_LINK.findall(text))),
        named={link: name for name, link in _NAMED.findall(text)},
        calendar=calendar_of(parsed),
    )


def _line(message: Message) -> MailLine:
    assert message.id is not None
    return MailLine(message.id, message.kind, message.recipient, message.subject, message.state, message.created_at)


def _part(part: MIMEPart | None) -> str:
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
