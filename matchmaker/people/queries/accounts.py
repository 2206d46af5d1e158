"""Sessions and accounts: whose a cookie is, passwords and codes of the staff."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func
from sqlalchemy import select as select_many
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.config import Config
from matchmaker.base.names import email_key
from matchmaker.base.signing import is_signed, signature
from matchmaker.models import (
    Community,
    CommunityStaff,
    Event,
    EventStaff,
    LoginMethod,
    LoginSession,
    Person,
    RecoveryCode,
    Staff,
    row_id,
)
from matchmaker.people.rules.sessions import key_hash, session_limits


@dataclass(frozen=True, slots=True)
class Login:
    """A session that holds, and the account that it is of."""

    id: int
    method: LoginMethod
    began_at: datetime
    used_at: datetime
    account: Person | Staff


def find_login(session: Session, keys: Collection[str], config: Config) -> Login | None:
    """Return the session with the key of a cookie, and whose it is; None once it has ended or reached a limit.

    Cookies of older versions have a second key: the row of its end, if there is one, refuses them.
    """
    found = session.execute(sessions_with_keys(), {"hashes": key_hashes(keys)}).all()
    if len(found) != 1:
        return None
    row, person, staff = found[0]
    return login_of_row(row, person, staff, config)


def login_of_row(row: LoginSession, person: Person | None, staff: Staff | None, config: Config) -> Login | None:
    """Return the session of a row of `sessions_with_keys`, and whose it is; None once it has ended or is too old."""
    account = person or staff
    if account is None or row.ended_at is not None or _is_over(row, config):
        return None
    return Login(row_id(row), row.method, row.began_at, row.used_at, account)


def key_hashes(keys: Collection[str]) -> list[str]:
    """Return the parameter `:hashes` of `sessions_with_keys`."""
    return [key_hash(key) for key in keys]


@cache
def sessions_with_keys() -> Select[LoginSession, Person, Staff]:
    """Return the statement of the sessions whose keys have `:hashes`, and of whose they are."""
    return (
        select_many(LoginSession, Person, Staff)
        .outerjoin(Person, col(Person.id) == col(LoginSession.person_id))
        .outerjoin(Staff, and_(col(Staff.id) == col(LoginSession.staff_id), col(Staff.active)))
        .where(col(LoginSession.key_hash).in_(bindparam("hashes", expanding=True)))
    )


def sessions_of(session: Session, who: Person | Staff, config: Config) -> tuple[LoginSession, ...]:
    """Return the sessions of an account that have not ended, the last used first."""
    rows = session.exec(
        select(LoginSession)
        .where(owned_by(who), col(LoginSession.ended_at).is_(None))
        .order_by(col(LoginSession.used_at).desc(), col(LoginSession.id).desc())
    )
    return tuple(row for row in rows if not _is_over(row, config))


def owned_by(who: Person | Staff) -> ColumnElement[bool]:
    """Return the condition that a session is of this account."""
    owner = LoginSession.staff_id if isinstance(who, Staff) else LoginSession.person_id
    return col(owner) == row_id(who)


def has_session(session: Session, who: Person | Staff, session_id: int) -> bool:
    """Tell whether a session of an account has not ended."""
    of_account = exists().where(owned_by(who), col(LoginSession.id) == session_id, col(LoginSession.ended_at).is_(None))
    return session.exec(select(of_account)).one()


def zone_of_staff(session: Session, staff_id: int) -> str:
    """Return the zone in which a member of the staff reads times: that of their latest event."""
    latest = (
        select(Event.zone)
        .join(EventStaff, col(EventStaff.event_id) == col(Event.id))
        .where(EventStaff.staff_id == staff_id)
        .order_by(col(Event.starts_on).desc())
    )
    return session.exec(latest).first() or clock.DEFAULT_ZONE


def _is_over(row: LoginSession, config: Config) -> bool:
    limits = session_limits(config, staff=row.staff_id is not None)
    return limits.are_reached(row.began_at, row.used_at, clock.now())


def staff_awaiting_code(session: Session, staff_id: int, proof: str, *, lock: bool = False) -> Staff | None:
    """Return the active member of the staff whose password, as `password_proof` tells, was right a moment ago.

    `lock` keeps others from changing the account until the end of the transaction.
    """
    statement = select(Staff).where(Staff.id == staff_id, col(Staff.active))
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    staff = session.exec(statement).first()
    return staff if staff is not None and is_signed(_password(staff), proof) else None


def password_proof(staff: Staff) -> str:
    """Return what remembers that a password was right, for a cookie: worthless once there is another password."""
    return signature(_password(staff))


def _password(staff: Staff) -> str:
    return f"first step:{row_id(staff)}:{staff.password_hash}"


def communities_of_staff(session: Session, staff_id: int) -> set[int]:
    """Return the communities that a member of the staff works for, by a role there or at one of their events."""
    by_role = select(CommunityStaff.community_id).where(CommunityStaff.staff_id == staff_id)
    by_event = select(Event.community_id).join(EventStaff).where(EventStaff.staff_id == staff_id)
    return set(session.exec(by_role)) | set(session.exec(by_event))


def demanding_community(session: Session, staff_id: int) -> Community | None:
    """Return a community that demands a second factor of this member of its staff; None if none does."""
    return session.exec(
        select(Community)
        .where(
            col(Community.id).in_(communities_of_staff(session, staff_id)),
            col(Community.demands_second_factor).is_(True),
        )
        .order_by(col(Community.id))
    ).first()


def recovery_codes_left(session: Session, staff_id: int) -> int:
    """Return how many recovery codes somebody has not used."""
    return session.exec(
        select(func.count()).where(RecoveryCode.staff_id == staff_id, col(RecoveryCode.used_at).is_(None))
    ).one()


def recovery_hash_of(session: Session, staff_id: int, label: str) -> str:
    """Return the hash of the unused recovery code with this label; empty if there is none."""
    return (
        session.exec(
            select(RecoveryCode.code_hash).where(
                RecoveryCode.staff_id == staff_id, RecoveryCode.label == label, col(RecoveryCode.used_at).is_(None)
            )
        ).first()
        or ""
    )


def password_hash_of(session: Session, email: str) -> str:
    """Return the hash of the active member of the staff with this address; empty if there is none."""
    return (
        session.exec(
            select(Staff.password_hash).where(Staff.email_key == email_key(email), col(Staff.active).is_(True))
        ).first()
        or ""
    )
