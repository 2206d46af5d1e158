"""Bounced and re-requested mails: what an inbound mail changes of a message that was sent."""

from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.mail.queries.messages import has_newer
from matchmaker.models import Message, MessageState

ONCE_IN = timedelta(hours=1)
"""How often the same mail is sent again because somebody asks: two programs must not talk to each other for ever."""


def mark_bounced(session: Session, message: Message, words: str) -> None:
    """Mark a message as bounced, with the server's words."""
    message.state, message.error, message.claimed_at = MessageState.BOUNCED, words[:500], None
    session.add(message)
    session.flush()


def send_once_more(session: Session, message: Message) -> bool:
    """Queue a message that was sent, the same bytes to the same address; returns whether it goes out.

    Not if a newer one about the same thing exists, nor twice within an hour.
    """
    now = clock.now()
    if message.state is not MessageState.SENT or has_newer(session, message):
        return False
    if message.sent_at is not None and now - message.sent_at < ONCE_IN:
        return False
    message.state, message.attempts, message.not_before = MessageState.QUEUED, 1, now
    session.add(message)
    session.flush()
    return True
