"""Storing inbound mails, idempotent by fingerprint: each once, by whichever way and however often it comes."""

from dataclasses import dataclass

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.logs import masked
from matchmaker.inbox.parsing.stored import to_json
from matchmaker.inbox.parsing.understand import Understood, fingerprint, understand
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


def store_mail(session: Session, incoming: Incoming) -> InboundMail | None:
    """Store a mail's facts and return its row; None if it is there already.

    Organisers read its words: a mail of ours that is quoted in them keeps none of its reader's secret links.
    """
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
        sender_name=masked(found.sender_name),
        subject=masked(found.subject),
        written_at=found.written_at,
        kind=found.kind,
        automatic=found.automatic,
        text=masked(found.text),
        understood=to_json(found),
    )
    try:
        with session.begin_nested():
            session.add(mail)
    except IntegrityError:  # another process stored the same mail between our look and our insert
        return None
    return mail


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
