"""The mails of one person: what we have sent, and what they have written."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from matchmaker.mail.queries.messages import LOST, without_bytes
from matchmaker.models import InboundKind, InboundMail, Message, MessageState, row_id, unloaded


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMail:
    """A mail of ours to the person (`message_id`), or one that came in."""

    at: datetime
    subject: str
    message_id: int | None
    state: MessageState | None
    kind: InboundKind | None
    error: str = ""
    """What the mail server said of one that did not arrive."""


def read_mails(session: Session, registration_id: int) -> tuple[PersonMail, ...]:
    """Return the mails to and from a person about the event, newest first; what was taken back is left out."""
    sent = session.exec(
        select(Message)
        .where(col(Message.registration_id) == registration_id, col(Message.state) != MessageState.SUPERSEDED)
        .order_by(col(Message.id).desc())
        .options(without_bytes())
    )
    received = session.exec(
        select(InboundMail)
        .where(col(InboundMail.registration_id) == registration_id)
        .options(unloaded(InboundMail.raw), unloaded(InboundMail.text))
    )
    lines = [
        *(
            PersonMail(
                at=message.sent_at or message.created_at,
                subject=message.subject,
                message_id=row_id(message),
                state=message.state,
                kind=None,
                error=message.error if message.state in LOST else "",
            )
            for message in sent
        ),
        *(
            PersonMail(at=mail.received_at, subject=mail.subject, message_id=None, state=None, kind=mail.kind)
            for mail in received
        ),
    ]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))
