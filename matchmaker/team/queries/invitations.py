"""Invitations to the staff that nobody has accepted yet, and what a link offers to its reader."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.models import (
    SEEING_PARTNERS,
    Community,
    CommunityRole,
    Event,
    Staff,
    StaffInvitation,
    StaffRole,
    row_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """An invitation that nobody has accepted yet."""

    id: int
    email: str
    role: CommunityRole | StaffRole
    event: str
    """Name of the event of the role; empty for a role in the community."""
    expires_at: datetime
    expired: bool
    brings: int | None
    """How many organisations an invited partner will bring; None where that is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an invitation offers to its reader."""

    community: str
    event: str
    role: CommunityRole | StaffRole
    email: str
    language: str
    """Of the account, else that in which the invitation was written."""
    invited_by: str
    has_account: bool


def community_invitations(session: Session, community_id: int) -> tuple[OpenInvitation, ...]:
    """Return the open invitations to the community and to its events, the newest first."""
    return _open(session, select(StaffInvitation).where(StaffInvitation.community_id == community_id))


def event_invitations(session: Session, event_id: int) -> tuple[OpenInvitation, ...]:
    """Return the open invitations to the team of an event, the newest first."""
    return _open(session, select(StaffInvitation).where(StaffInvitation.event_id == event_id))


def partner_offer(session: Session, event: Event, invitation_id: int) -> StaffInvitation:
    """Return the open invitation of a partner who sees organisations; raises `NotFound` for any other."""
    found = session.get(StaffInvitation, invitation_id)
    if found is None or found.event_id != event.id or found.accepted_at is not None:
        raise NotFound
    if found.event_role not in SEEING_PARTNERS:
        raise NotFound
    return found


def role_of(invitation: StaffInvitation) -> CommunityRole | StaffRole:
    """Return the role that an invitation offers; the table holds exactly one."""
    role = invitation.event_role or invitation.community_role
    assert role is not None
    return role


def secret_hash(secret: str) -> str:
    """Return what is kept of the secret of an invitation's link."""
    return sha256(secret.encode()).hexdigest()


def read_offer(session: Session, secret: str) -> Offer | None:
    """Return what a link offers, without using it; None for one that was used, taken back, or has expired."""
    row = session.exec(
        select(StaffInvitation).where(
            StaffInvitation.secret_hash == secret_hash(secret),
            col(StaffInvitation.accepted_at).is_(None),
            StaffInvitation.expires_at > clock.now(),
        )
    ).first()
    if row is None:
        return None
    staff = session.exec(select(Staff).where(Staff.email_key == row.email_key)).first()
    if staff is not None and not staff.active:
        return None
    return Offer(
        community=session.get_one(Community, row.community_id).name,
        event=session.get_one(Event, row.event_id).name if row.event_id is not None else "",
        role=role_of(row),
        email=row.email,
        language=staff.language if staff is not None else row.language,
        invited_by=row.invited_by,
        has_account=staff is not None,
    )


def _open(session: Session, statement: SelectOfScalar[StaffInvitation]) -> tuple[OpenInvitation, ...]:
    rows = session.exec(
        statement.where(col(StaffInvitation.accepted_at).is_(None)).order_by(col(StaffInvitation.id).desc())
    ).all()
    return tuple(
        OpenInvitation(
            id=row_id(row),
            email=row.email,
            role=role_of(row),
            event=session.get_one(Event, row.event_id).name if row.event_id is not None else "",
            expires_at=row.expires_at,
            expired=row.expires_at <= clock.now(),
            brings=len(row.delegation_ids) if row.event_role in SEEING_PARTNERS else None,
        )
        for row in rows
    )
