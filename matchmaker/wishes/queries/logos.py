"""Logos of organisations, and the version that names one in its address."""

from sqlmodel import Session, col, select

from matchmaker.models import (
    Delegation,
    Logo,
    Organisation,
)


def logo_version(organisation: Organisation) -> str:
    """Return a text that changes with the card, for the address of its logo; empty without a logo."""
    return str(int(organisation.updated_at.timestamp())) if organisation.has_logo else ""


def logo_of(session: Session, event_id: int, delegation_id: int) -> tuple[bytes, str] | None:
    """Return a delegation's logo and its media type; None without one or at another event."""
    return session.exec(
        select(Logo.data, Logo.media_type)
        .join(Delegation, col(Delegation.organisation_id) == col(Logo.organisation_id))
        .where(Delegation.id == delegation_id, Delegation.event_id == event_id)
    ).first()
