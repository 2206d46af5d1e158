"""Members of the staff and their passwords."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session, select

from matchmaker.errors import InvalidInput
from matchmaker.i18n import N_
from matchmaker.models import Event, EventStaff, Person, Staff, StaffRole
from matchmaker.rules.names import email_key

SHORTEST_PASSWORD = 12
_hasher = PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


def hash_password(password: str, *, shortest: int = SHORTEST_PASSWORD) -> str:
    """Return the argon2 hash of `password`; raises InvalidInput when it has fewer than `shortest` characters."""
    if len(password) < shortest:
        raise InvalidInput(N_("A password needs at least %(number)d characters."), number=shortest)
    return _hasher.hash(password)


def create_organiser(
    session: Session, email: str, name: str, password: str, event: Event, *, shortest: int = SHORTEST_PASSWORD
) -> Staff:
    """Make `email` an organiser of `event`; somebody known keeps the account and gets the new name and password.

    `shortest` is the least length of the password: only the demo asks for less than SHORTEST_PASSWORD.
    """
    assert event.id is not None
    key = email_key(email)
    staff = session.exec(select(Staff).where(Staff.email_key == key)).first()
    if staff is None:
        staff = Staff(email=email.strip(), email_key=key, name=name, language=event.language, password_hash="")
    elif staff.password_hash:
        staff.session_epoch += 1
    staff.name, staff.active = name, True
    staff.password_hash = hash_password(password, shortest=shortest)
    session.add(staff)
    session.flush()
    assert staff.id is not None
    role = session.exec(
        select(EventStaff).where(EventStaff.event_id == event.id, EventStaff.staff_id == staff.id)
    ).first()
    role = role or EventStaff(event_id=event.id, staff_id=staff.id)
    role.role = StaffRole.ORGANISER
    session.add(role)
    session.flush()
    return staff


def authenticate(session: Session, email: str, password: str) -> Staff | None:
    """Return the active member of the staff with this address and password, else None.

    An unknown address takes as long as a wrong password, so that addresses cannot be tried out.
    """
    staff = session.exec(select(Staff).where(Staff.email_key == email_key(email))).first()
    known = staff.password_hash if staff and staff.active else _nobodys_hash()
    try:
        _hasher.verify(known, password)
    except (VerificationError, InvalidHashError):
        return None
    if staff is None or not staff.active:
        return None
    if _hasher.check_needs_rehash(staff.password_hash):
        staff.password_hash = _hasher.hash(password)
        session.add(staff)
        session.flush()
    return staff


def end_sessions(session: Session, who: Person | Staff) -> None:
    """End every log-in of a person or a member of the staff, on all their devices."""
    who.session_epoch += 1
    session.add(who)
    session.flush()
