"""The outbox: whatever leaves the system is first a row with its final bytes, so that nothing is lost or sent twice."""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from ulid import ULID

from matchmaker import clock
from matchmaker.config import Config, get_config
from matchmaker.db import transaction
from matchmaker.mail.compose import Envelope, compose
from matchmaker.mail.contents import Content, LoginMail
from matchmaker.mail.transport import Transport, transport
from matchmaker.models import Message, MessageState

BACK_OFF_MINUTES = (1, 5, 30, 120, 120)
"""Waiting time after each failed try; there is one more try than there are waits."""
MOST_ATTEMPTS = len(BACK_OFF_MINUTES) + 1
ENOUGH_FAILURES = 3
"""After so many in a row a round ends: the server is down, and each try may wait half a minute for it."""
CLAIM_MINUTES = 10
"""A claim older than this belongs to a worker that died: the message is taken again."""


def queue(
    session: Session,
    content: Content,
    *,
    dedupe_key: str | None = None,
    event_id: int | None = None,
    registration_id: int | None = None,
) -> Message:
    """Write a mail into the outbox and return its row; with a `dedupe_key` seen before, the earlier row."""
    if dedupe_key and (earlier := _with_key(session, dedupe_key)):
        return earlier
    config, now = get_config(), clock.now()
    envelope = Envelope(config.mail_from_name, config.mail_from, dedupe_key or str(ULID()), now)
    mail = compose(content, envelope)
    message = Message(
        event_id=event_id,
        registration_id=registration_id,
        kind=content.kind,
        dedupe_key=dedupe_key,
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
    return message


def send_due(limit: int = 200, *, url: str | None = None, config: Config | None = None) -> int:
    """Send what is due, oldest first, at most `limit` messages, and return how many were sent.

    Opens its own sessions, so that any number of workers may run it at once: each message is claimed by one
    conditional UPDATE before it leaves. Without an SMTP server messages stay queued (in the demo: count as sent).
    """
    config = config or get_config()
    way = transport(config)
    if way is None:
        return 0
    sent = failed_in_a_row = 0
    for _ in range(limit):
        message = _claim(url) if failed_in_a_row < ENOUGH_FAILURES else None
        if message is None:
            break
        if _deliver(message, way, config, url):
            sent, failed_in_a_row = sent + 1, 0
        else:
            failed_in_a_row += 1
    return sent


def _with_key(session: Session, dedupe_key: str) -> Message | None:
    return session.scalars(select(Message).where(col(Message.dedupe_key) == dedupe_key)).one_or_none()


def _claim(url: str | None) -> Message | None:
    """Take the message that has been due longest, or None.

    The condition stands in the UPDATE itself: whoever comes second matches no row.
    """
    now = clock.now()
    due = or_(
        and_(col(Message.state) == MessageState.QUEUED, col(Message.not_before) <= now),
        and_(
            col(Message.state) == MessageState.SENDING,
            col(Message.claimed_at) <= now - timedelta(minutes=CLAIM_MINUTES),
        ),
    )
    first = (
        select(col(Message.id)).where(due).order_by(col(Message.not_before), col(Message.id)).limit(1)
    ).with_for_update(skip_locked=True)
    take = (
        update(Message)
        .where(col(Message.id) == first.scalar_subquery(), due)
        .values(state=MessageState.SENDING, claimed_at=now, attempts=col(Message.attempts) + 1)
        .returning(Message)
    )
    with transaction(url) as session:
        return session.scalars(take, execution_options={"synchronize_session": False}).one_or_none()


def _deliver(message: Message, way: Transport, config: Config, url: str | None) -> bool:
    """Send a claimed message and write down what became of it; returns whether it was sent."""
    try:
        way.send(message.recipient, message.mime)
    except (OSError, ValueError) as error:
        _finish(message, url, **_after_failure(message, error, clock.now()))
        return False
    done: dict[str, object] = {"state": MessageState.SENT, "sent_at": clock.now(), "claimed_at": None, "error": ""}
    if message.kind == LoginMail.kind and config.mode != "demo":
        done["mime"] = b""  # it held a secret
    _finish(message, url, **done)
    return True


def _after_failure(message: Message, error: Exception, now: datetime) -> dict[str, object]:
    outcome: dict[str, object] = {"claimed_at": None, "error": f"{type(error).__name__}: {error}"[:500]}
    if message.attempts >= MOST_ATTEMPTS:
        return outcome | {"state": MessageState.FAILED}
    wait = timedelta(minutes=BACK_OFF_MINUTES[message.attempts - 1])
    return outcome | {"state": MessageState.QUEUED, "not_before": now + wait}


def _finish(message: Message, url: str | None, **values: object) -> None:
    """Write the outcome, unless the claim has grown old meanwhile and another worker holds it now."""
    mine = and_(
        col(Message.id) == message.id,
        col(Message.state) == MessageState.SENDING,
        col(Message.attempts) == message.attempts,
    )
    with transaction(url) as session:
        session.execute(update(Message).where(mine).values(**values), execution_options={"synchronize_session": False})
