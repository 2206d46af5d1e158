"""A mail of ours that came back: its row says so, in the server's words."""

from sqlmodel import Session

from matchmaker.models import Message, MessageState


def mark_bounced(session: Session, message: Message, words: str) -> None:
    """Write down that a message did not arrive; one that a server once took stays known with the last words of it."""
    message.state = MessageState.BOUNCED
    message.error = words[:500]
    message.claimed_at = None
    session.add(message)
    session.flush()
