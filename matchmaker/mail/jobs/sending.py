"""Send the outbox: claim each message by one conditional UPDATE, hand it to the server, write down the outcome.

Retries with back-off; at most one worker has a message at a time, and a claim of a worker that died expires.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException

import structlog
from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.config import Config, get_config
from matchmaker.base.db import transaction
from matchmaker.base.locks import Lock, take_turns
from matchmaker.base.logs import masked
from matchmaker.mail.plain_links import without_log_in
from matchmaker.mail.reply_address import bounce_address
from matchmaker.mail.secrecy import LINKED_KINDS, SECRET_KINDS, URGENT_KINDS
from matchmaker.mail.transport import Refused, Transport, WrongAddress, transport
from matchmaker.models import Message, MessageState

log = structlog.get_logger()

BACK_OFF_MINUTES = (1, 5, 30, 120, 120)
"""Waiting time after each failed try; there is one more try than there are waits."""
MOST_ATTEMPTS = len(BACK_OFF_MINUTES) + 1
ENOUGH_FAILURES = 3
"""After so many in a row a round ends: the server is down, and each try may wait half a minute for it."""
CLAIM_MINUTES = 10
"""A claim older than this belongs to a worker that died: the message is taken again."""
LIMIT_SPAN = timedelta(minutes=1)
"""The span that `mails_per_minute` speaks of."""

OnRefusal = Callable[[Session, Message], object]
"""What else is done with a message whose recipient is refused."""


def send_due(
    limit: int = 200, *, url: str | None = None, config: Config | None = None, refused: OnRefusal | None = None
) -> int:
    """Send what is due, log-in links first, then the oldest, at most `limit` messages; return how many were sent.

    Opens its own sessions, so that any number of workers may run it at once: each message is claimed by one
    conditional UPDATE before it leaves. Without an SMTP server messages stay queued (in the demo: count as sent).
    `refused` is called with each message whose recipient is refused, in the transaction that marks it as bounced.
    """
    config = config or get_config()
    server = transport(config)
    if server is None:
        return 0
    sent = failed_in_a_row = 0
    for _ in range(limit):
        message = _claim(url, config.mails_per_minute) if failed_in_a_row < ENOUGH_FAILURES else None
        if message is None:
            break
        done = _deliver(message, server, config, url, refused)
        sent += done is MessageState.SENT
        # a refusal for good says that the server works
        failed_in_a_row = failed_in_a_row + 1 if done is MessageState.QUEUED else 0
    return sent


def _outdated() -> ColumnElement[bool]:
    """Return whether a newer message of the same topic exists."""
    newer = aliased(Message)
    return exists().where(col(newer.topic) == col(Message.topic), col(newer.id) > col(Message.id))


def _claim(url: str | None, per_minute: int = 0) -> Message | None:
    """Claim the message that has been due longest; None if nothing is due or the rate limit is reached.

    Compare and swap: the condition stands in the UPDATE itself, so a second worker matches no row.
    """
    now = clock.now()
    dead = and_(
        col(Message.state) == MessageState.SENDING, col(Message.claimed_at) <= now - timedelta(minutes=CLAIM_MINUTES)
    )
    waits = and_(col(Message.state) == MessageState.QUEUED, col(Message.not_before) <= now)
    due = and_(or_(waits, dead), ~_outdated(), ~_blocked(now))
    urgent_first = case((col(Message.kind).in_(URGENT_KINDS), 0), else_=1)
    # what a release holds at this moment is left for the next time: waiting for it could end in a deadlock
    first = (
        select(col(Message.id)).where(due).order_by(urgent_first, col(Message.not_before), col(Message.id)).limit(1)
    ).with_for_update(skip_locked=True)
    take = (
        update(Message)
        .where(col(Message.id) == first.scalar_subquery(), due)
        .values(state=MessageState.SENDING, claimed_at=now, tried_at=now, attempts=col(Message.attempts) + 1)
        .returning(Message)
    )
    quietly = {"synchronize_session": False}
    with transaction(url) as session:
        take_turns(session, Lock.CLAIM)
        if per_minute and _handed_over(session, now) >= per_minute:
            return None
        waiting = or_(col(Message.state) == MessageState.QUEUED, dead)
        outdated = select(col(Message.id)).where(waiting, _outdated()).with_for_update(skip_locked=True)
        old = update(Message).where(col(Message.id).in_(outdated))
        session.execute(old.values(state=MessageState.SUPERSEDED, claimed_at=None), execution_options=quietly)
        return session.scalars(take, execution_options=quietly).one_or_none()


def _renew(message: Message, url: str | None) -> bool:
    """Begin the claim anew just before the delivery; False if it has expired, as after a suspension of the process.

    A CANCEL that arrives after a newer REQUEST would delete the entry in Thunderbird, whatever its SEQUENCE.
    """
    now = clock.now()
    alive = col(Message.claimed_at) > now - timedelta(minutes=CLAIM_MINUTES)
    renew = update(Message).where(_held(message), alive).values(claimed_at=now).returning(col(Message.id))
    with transaction(url) as session:
        take_turns(session, Lock.CLAIM)
        return session.scalars(renew, execution_options={"synchronize_session": False}).one_or_none() is not None


def _held(message: Message) -> ColumnElement[bool]:
    """Whether the claim by which `message` was read is still the last one."""
    return and_(
        col(Message.id) == message.id,
        col(Message.state) == MessageState.SENDING,
        col(Message.attempts) == message.attempts,
    )


def _blocked(now: datetime) -> ColumnElement[bool]:
    """Whether an older message of the same topic is with the server at this moment."""
    older = aliased(Message)
    return exists().where(
        col(older.topic) == col(Message.topic),
        col(older.id) < col(Message.id),
        col(older.state) == MessageState.SENDING,
        col(older.claimed_at) > now - timedelta(minutes=CLAIM_MINUTES),
    )


def _handed_over(session: Session, now: datetime) -> int:
    """Count the messages that all workers handed to the server in the last minute (rate limit)."""
    return session.scalar(select(func.count()).where(col(Message.tried_at) > now - LIMIT_SPAN)) or 0


def _deliver(
    message: Message, server: Transport, config: Config, url: str | None, refused: OnRefusal | None = None
) -> MessageState:
    """Send a claimed message, write down what became of it and return that; SENDING if the claim has expired."""
    assert message.id is not None
    if not _renew(message, url):
        return MessageState.SENDING
    try:
        server.send(bounce_address(config, message.id) or config.mail_from, message.recipient, message.mime)
    except (Refused, OSError, ValueError) as error:
        # the words of a server may name its reader; those of a line or a certificate name nobody
        reason = "" if isinstance(error, Refused | SMTPException | ValueError) else str(error)
        log.warning("mail_not_sent", message=message.id, error=type(error).__name__, reason=reason)
        return _finish(message, url, _after_failure(message, error, clock.now()), refused)
    done: dict[str, object] = {"state": MessageState.SENT, "sent_at": clock.now(), "claimed_at": None, "error": ""}
    if config.mode != "demo":
        if message.kind in SECRET_KINDS:
            done["mime"] = b""
        elif message.kind in LINKED_KINDS:
            done["mime"] = without_log_in(message.mime)
    return _finish(message, url, done)


def _after_failure(message: Message, error: Exception, now: datetime) -> dict[str, object]:
    words = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
    outcome: dict[str, object] = {"claimed_at": None, "error": masked(words)[:500]}
    if isinstance(error, WrongAddress):
        return outcome | {"state": MessageState.BOUNCED}
    if isinstance(error, Refused | ValueError) or message.attempts >= MOST_ATTEMPTS:
        return outcome | {"state": MessageState.FAILED}
    wait = timedelta(minutes=BACK_OFF_MINUTES[message.attempts - 1])
    return outcome | {"state": MessageState.QUEUED, "not_before": now + wait}


def _finish(
    message: Message, url: str | None, values: dict[str, object], refused: OnRefusal | None = None
) -> MessageState:
    """Write the outcome, unless the claim has expired and another worker holds it now."""
    write = update(Message).where(_held(message)).values(**values).returning(Message)
    with transaction(url) as session:
        written = session.scalars(write, execution_options={"synchronize_session": False}).one_or_none()
        if refused is not None and written is not None and written.state is MessageState.BOUNCED:
            refused(session, written)
    return MessageState(str(values["state"]))
