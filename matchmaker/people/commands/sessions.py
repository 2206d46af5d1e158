"""Ends of log-ins: one of them (log-out), or all that somebody has."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.models import EndedLogin, Person, Staff
from matchmaker.people.queries import login_ended, login_key_hash

KEEP_ENDED = timedelta(days=31)
"""Cookies are refused after 30 days, whatever they say; then their end need not be known any more."""


def end_login(session: Session, key: str) -> None:
    """End one log-in wherever its cookie was copied to. Idempotent."""
    session.execute(delete(EndedLogin).where(col(EndedLogin.ended_at) < clock.now() - KEEP_ENDED))
    if not login_ended(session, key):
        session.add(EndedLogin(key_hash=login_key_hash(key)))
    session.flush()


def end_sessions(session: Session, who: Person | Staff) -> None:
    """End every log-in of a person or a member of the staff, on all their devices."""
    who.session_epoch += 1
    session.add(who)
    session.flush()
