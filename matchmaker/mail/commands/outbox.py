"""Transactional outbox: a mail is a row with its final bytes before it leaves, so that none is lost or sent twice.

Messages about the same thing to the same person share a *topic*. A newer one supersedes those that still wait, and
leaves only when none of them is on its way: nobody gets an older truth after a newer one.
"""

from sqlalchemy import and_, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from ulid import ULID

from matchmaker.base import clock
from matchmaker.communities.queries import Sender, sender_of
from matchmaker.mail.compose import Envelope, compose
from matchmaker.mail.contents import Content
from matchmaker.models import Message, MessageState


def queue(
    session: Session,
    content: Content,
    *,
    dedupe_key: str | None = None,
    event_id: int | None = None,
    registration_id: int | None = None,
    topic: str | None = None,
    unsubscribe_url: str = "",
    sender: Sender | None = None,
) -> Message:
    """Write a mail into the outbox and return its row; idempotent by `dedupe_key` (the earlier row is returned).

    Those of the same `topic` that still wait will not leave any more. `sender` is for mails about no event, which are
    otherwise from the installation.
    """
    if dedupe_key and (earlier := _with_key(session, dedupe_key)):
        return earlier
    sender, now = sender or sender_of(session, event_id), clock.now()
    key = dedupe_key or str(ULID())
    mail = compose(content, Envelope(sender.name, sender.email, key, now, unsubscribe_url=unsubscribe_url))
    message = Message(
        event_id=event_id,
        registration_id=registration_id,
        kind=content.kind,
        dedupe_key=dedupe_key,
        topic=topic,
        recipient=mail.recipient,
        subject=mail.subject[:300],
        mime=mail.mime,
        not_before=now,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(message)
    except IntegrityError:
        # Another process wrote the same key between our look and our insert.
        if dedupe_key and (earlier := _with_key(session, dedupe_key)):
            return earlier
        raise
    if topic:
        supersede(session, topic, but=message.id)
    return message


def supersede(session: Session, topic: str, *, but: int | None = None) -> None:
    """Mark waiting messages of `topic` as superseded, except the message `but`."""
    waiting = and_(
        col(Message.topic) == topic, col(Message.state) == MessageState.QUEUED, col(Message.id) != (but or 0)
    )
    session.execute(update(Message).where(waiting).values(state=MessageState.SUPERSEDED))


def _with_key(session: Session, dedupe_key: str) -> Message | None:
    return session.scalars(select(Message).where(col(Message.dedupe_key) == dedupe_key)).one_or_none()
