"""Ends of log-ins: one of them (log-out), all that somebody has, or everybody's."""

from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.names import email_key
from matchmaker.models import COMMAND_LINE, Act, EndedLogin, Person, Staff, record
from matchmaker.people.commands.log_ins import note
from matchmaker.people.queries import login_ended, login_key_hash

KEEP_ENDED = timedelta(days=31)
"""Cookies are refused after 30 days in any case; then their end need not be known any more."""


def end_login(session: Session, key: str) -> None:
    """End one log-in wherever its cookie was copied to. Idempotent."""
    session.execute(delete(EndedLogin).where(col(EndedLogin.ended_at) < clock.now() - KEEP_ENDED))
    if not login_ended(session, key):
        session.add(EndedLogin(key_hash=login_key_hash(key)))
    session.flush()


def leave_everywhere(session: Session, who: Person | Staff) -> None:
    """End every log-in of somebody who wants it so, on all their devices."""
    note(session, who, Act.LOGOUT_EVERYWHERE)
    end_sessions(session, who)


def end_sessions(session: Session, who: Person | Staff) -> None:
    """End every log-in of a person or a member of the staff, on all their devices."""
    who.session_epoch += 1
    session.add(who)
    session.flush()


def end_sessions_of(session: Session, email: str) -> int:
    """End every log-in of those behind an address, in any community; return how many people these are."""
    return _end(session, email_key(email))


def end_sessions_of_everybody(session: Session) -> int:
    """End every log-in of the installation; return of how many people."""
    return _end(session, None)


def _end(session: Session, key: str | None) -> int:
    ended = 0
    for table in (Person, Staff):
        raised = update(table).values(session_epoch=col(table.session_epoch) + 1)
        if key is not None:
            raised = raised.where(col(table.email_key) == key)
        ended += len(session.execute(raised.returning(col(table.id))).all())
    session.expire_all()
    record(session, COMMAND_LINE, Act.END_LOG_INS, event_id=None, number=ended)
    return ended
