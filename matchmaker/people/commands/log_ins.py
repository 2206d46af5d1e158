"""Log-ins in the audit trail: who came in, who was refused, whose log-ins ended."""

from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.names import email_key
from matchmaker.base.signing import signature
from matchmaker.models import Act, Organisation, Person, Staff, record, row_id

DIGEST = 8
"""Characters kept of an address that has no account: enough to see that it is the same one again."""


def note(session: Session, who: Person | Staff, act: Act, **details: Any) -> None:
    """Record what somebody did with their own account: in their community, or for the staff in none."""
    if isinstance(who, Staff):
        record(session, who.name, act, event_id=None, staff=row_id(who), **details)
    else:
        community = session.get_one(Organisation, who.organisation_id).community_id
        record(session, who.name, act, event_id=None, community=community, **details)


def note_refused(session: Session, email: str) -> None:
    """Record that a password was refused. Of an address that has no account only a digest is kept.

    What is typed there may be the address of somebody else, or a password in the wrong field.
    """
    key = email_key(email)
    staff = session.exec(select(Staff.id).where(Staff.email_key == key, col(Staff.active).is_(True))).first()
    if staff is not None:
        record(session, "", Act.LOGIN_FAILED, event_id=None, staff=staff)
    else:
        digest = signature(f"login:{key}", length=DIGEST)
        record(session, "", Act.LOGIN_UNKNOWN, event_id=None, digest=digest)


def note_refused_code(session: Session, staff_id: int) -> None:
    """Record that the password of an account was right and the code after it was not."""
    record(session, "", Act.LOGIN_CODE_FAILED, event_id=None, staff=staff_id)
