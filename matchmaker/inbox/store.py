"""Storing inbound mails, idempotent by fingerprint: each once, by whichever way and however often it comes."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.inbox.bounces import Bounce
from matchmaker.inbox.itip import CalendarAnswer
from matchmaker.inbox.understand import Understood, fingerprint, understand
from matchmaker.models import InboundKind, InboundMail

KEPT = 64_000
"""Bytes of a mail that stay in the database; the rest of it is in the mailbox."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail as it arrives: its beginning, and how long it is."""

    data: bytes
    size: int
    recipient: str = ""
    """The address that the mail server was told, where it says so."""


def take(session: Session, incoming: Incoming) -> InboundMail | None:
    """Store a mail's facts and return its row; None if it is there already."""
    mark = fingerprint(incoming.data)
    if session.exec(select(InboundMail.id).where(InboundMail.fingerprint == mark)).first() is not None:
        return None
    found = _understood(incoming)
    mail = InboundMail(
        fingerprint=mark,
        received_at=clock.now(),
        size=incoming.size,
        raw=incoming.data[:KEPT],
        message_id=found.message_id,
        sender=found.sender,
        sender_name=found.sender_name,
        subject=found.subject,
        written_at=found.written_at,
        kind=found.kind,
        automatic=found.automatic,
        text=found.text,
        understood={
            "recipients": found.recipients,
            "references": found.references,
            "answer": _to_json(found.answer),
            "bounce": _to_json(found.bounce),
        },
    )
    try:
        with session.begin_nested():
            session.add(mail)
    except IntegrityError:  # another process stored the same mail between our look and our insert
        return None
    return mail


def answer_of(mail: InboundMail) -> CalendarAnswer | None:
    """Return what the calendar in the mail said."""
    stored = mail.understood["answer"]
    if stored is None:
        return None
    answer = CalendarAnswer(**stored)
    return replace(
        answer,
        stamped_at=_from_json(stored["stamped_at"]),
        proposed_at=_from_json(stored.get("proposed_at")),
    )


def _from_json(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None


def bounce_of(mail: InboundMail) -> Bounce | None:
    """Return what the report in the mail said."""
    stored = mail.understood["bounce"]
    return Bounce(**stored) if stored is not None else None


def _understood(incoming: Incoming) -> Understood:
    try:
        return understand(incoming.data, recipient=incoming.recipient)
    except Exception:
        # a fault of ours must not lose a mail: it is stored as one that a person must read
        log.exception("mail_not_understood")
        return Understood(
            kind=InboundKind.MESSAGE,
            automatic=True,
            message_id="",
            sender="",
            sender_name="",
            subject="",
            written_at=None,
            recipients=(),
            references=(),
            text="",
        )


def _to_json(found: CalendarAnswer | Bounce | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(found).items()}
