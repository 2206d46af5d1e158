"""Beginnings and ends of sessions: one of them, the others that somebody has, all of an account, or everybody's."""

from datetime import timedelta

from sqlalchemy import delete, func, or_, update
from sqlalchemy.sql.dml import Update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.errors import NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key
from matchmaker.models import CLIENT, COMMAND_LINE, Act, LoginMethod, LoginSession, Person, Staff, record
from matchmaker.people.commands.log_ins import note
from matchmaker.people.queries.accounts import has_session, owned_by
from matchmaker.people.rules.devices import Device
from matchmaker.people.rules.sessions import key_hash, new_key

ENDED = N_("Your log-in has ended meanwhile. Nothing was changed now.")


def begin_session(session: Session, who: Person | Staff, method: LoginMethod, device: Device) -> str:
    """Begin a session of who has just proved who they are, and return its key, for their cookie alone.

    Raises `Stale` if what they proved it by (address, password, second factor) was changed meanwhile: their sessions
    have ended, and this one would live on.
    """
    proof = _proof(who)
    session.flush()
    session.refresh(who, with_for_update=True)
    if _proof(who) != proof:
        raise Stale(ENDED)
    key = new_key()
    session.add(
        LoginSession(
            person_id=who.id if isinstance(who, Person) else None,
            staff_id=who.id if isinstance(who, Staff) else None,
            key_hash=key_hash(key),
            method=method,
            browser=device.browser,
            system=device.system,
            client=session.info.get(CLIENT, ""),
        )
    )
    session.flush()
    return key


def note_use(session: Session, session_id: int) -> None:
    """Write that a session is in use now."""
    session.execute(update(LoginSession).where(col(LoginSession.id) == session_id).values(used_at=clock.now()))


def end_session(session: Session, key: str) -> None:
    """End the session with this key, wherever its cookie was copied to (log-out). Idempotent."""
    session.execute(_end().where(col(LoginSession.key_hash) == key_hash(key)))


def check_current(session: Session, who: Person | Staff, session_id: int) -> None:
    """Lock the account and check that this session of it lives: of two changes at once, the second finds it ended.

    Raises `Stale`.
    """
    session.flush()
    session.refresh(who, with_for_update=True)
    if not has_session(session, who, session_id):
        raise Stale(ENDED)


def end_one(session: Session, who: Person | Staff, session_id: int, *, here: int) -> None:
    """End a session of somebody's own, in their session `here`. Idempotent: of two ends at once, one is recorded.

    Raises `NotFound` for a session of anybody else, and `Stale` if `here` has ended.
    """
    check_current(session, who, here)
    found = session.exec(select(LoginSession).where(LoginSession.id == session_id, owned_by(who))).first()
    if found is None:
        raise NotFound
    ended = session.execute(_end().where(col(LoginSession.id) == session_id).returning(col(LoginSession.id)))
    if ended.one_or_none() is not None:
        note(session, who, Act.END_LOG_IN, browser=found.browser or None, system=found.system or None)


def end_others(session: Session, who: Person | Staff, *, here: int) -> None:
    """End all sessions of an account but `here`, the one at hand; raises `Stale` if that has ended."""
    check_current(session, who, here)
    note(session, who, Act.END_OTHER_LOG_INS)
    session.execute(_end().where(owned_by(who), col(LoginSession.id) != here))


def end_sessions(session: Session, who: Person | Staff) -> None:
    """End every session of a person or a member of the staff, on all their devices."""
    session.flush()
    session.execute(_end().where(owned_by(who)))


def end_sessions_of(session: Session, email: str) -> int:
    """End every session of those behind an address, in any community; return how many people had one."""
    key = email_key(email)
    people = select(Person.id).where(Person.email_key == key)
    staff = select(Staff.id).where(Staff.email_key == key)
    behind = or_(col(LoginSession.person_id).in_(people), col(LoginSession.staff_id).in_(staff))
    return _end_by_installation(session, _end().where(behind))


def end_sessions_of_everybody(session: Session) -> int:
    """End every session of the installation; return how many people had one."""
    return _end_by_installation(session, _end())


def forget_sessions(session: Session) -> None:
    """Delete the sessions that ended, or were last used, longer ago than the history is kept.

    None before all sessions of its time are over: an older cookie is refused by the row of its end alone.
    """
    config = get_config()
    oldest = clock.now() - timedelta(days=max(config.history_days, config.participant_days + 1))
    last = func.coalesce(col(LoginSession.ended_at), col(LoginSession.used_at))
    session.execute(delete(LoginSession).where(last < oldest))


def _end() -> Update:
    return update(LoginSession).where(col(LoginSession.ended_at).is_(None)).values(ended_at=clock.now())


def _end_by_installation(session: Session, end: Update) -> int:
    owners = session.execute(end.returning(col(LoginSession.person_id), col(LoginSession.staff_id))).all()
    number = len(set(owners))
    record(session, COMMAND_LINE, Act.END_LOG_INS, event_id=None, number=number)
    return number


def _proof(who: Person | Staff) -> tuple[object, ...]:
    """Return what a log-in was proved by: the mailbox of a person; of an active member of the staff, both factors."""
    return (who.password_hash, who.totp_secret, who.active) if isinstance(who, Staff) else (who.email_key,)
