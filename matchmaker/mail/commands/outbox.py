"""Transactional outbox: a mail is a row with its final bytes before it leaves, so that none is lost or sent twice.

Messages about the same thing to the same person share a *topic*. A newer one supersedes those that still wait, and
leaves only when none of them is on its way: nobody gets an older truth after a newer one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from ulid import ULID

from matchmaker.base import clock
from matchmaker.communities.queries import Sender, sender_of
from matchmaker.mail.compose import Envelope, compose
from matchmaker.mail.contents import Content
from matchmaker.models import Message, MessageState


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkMail:
    """One of many mails that are queued together; `dedupe_key` as for `queue`."""

    content: Content
    dedupe_key: str
    registration_id: int
    unsubscribe_url: str = ""


def queue_all(session: Session, letters: Sequence[BulkMail], *, event_id: int) -> int:
    """Write many mails of an event into the outbox at once, and return how many; those that are there stay.

    For callers that keep all others from writing the same mails, as who has locked the event does.
    """
    keys = [letter.dedupe_key for letter in letters]
    there = set(session.scalars(select(col(Message.dedupe_key)).where(col(Message.dedupe_key).in_(keys))))
    sender = sender_of(session, event_id)
    new = [letter for letter in letters if letter.dedupe_key not in there]
    rows = [
        _written(
            letter.content,
            sender,
            key=letter.dedupe_key,
            unsubscribe_url=letter.unsubscribe_url,
            event_id=event_id,
            registration_id=letter.registration_id,
            dedupe_key=letter.dedupe_key,
        ).model_dump(exclude={"id"})
        for letter in new
    ]
    if rows:
        session.execute(insert(Message), rows)
    return len(rows)


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
    message = _written(
        content,
        sender or sender_of(session, event_id),
        key=dedupe_key or str(ULID()),
        unsubscribe_url=unsubscribe_url,
        event_id=event_id,
        registration_id=registration_id,
        dedupe_key=dedupe_key,
        topic=topic,
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


def _written(content: Content, sender: Sender, *, key: str, unsubscribe_url: str, **values: Any) -> Message:
    now = clock.now()
    mail = compose(content, Envelope(sender.name, sender.email, key, now, unsubscribe_url=unsubscribe_url))
    return Message(
        **values,
        kind=content.kind,
        recipient=mail.recipient,
        subject=mail.subject[:300],
        mime=mail.mime,
        not_before=now,
        created_at=now,
    )


def _with_key(session: Session, dedupe_key: str) -> Message | None:
    return session.scalars(select(Message).where(col(Message.dedupe_key) == dedupe_key)).one_or_none()
