"""Logos of organisations, and the version that names one in its address."""

from datetime import datetime
from typing import Protocol

from sqlmodel import Session, col, select

from matchmaker.models import Delegation, Logo


class HasLogo(Protocol):
    """An organisation, or the columns of it that tell of a logo."""

    @property
    def has_logo(self) -> bool: ...

    @property
    def updated_at(self) -> datetime: ...


def logo_version(organisation: HasLogo) -> str:
    """Return a text that changes with the card, for the address of its logo; empty without a logo."""
    return str(int(organisation.updated_at.timestamp())) if organisation.has_logo else ""


def logo_of(session: Session, event_id: int, delegation_id: int) -> tuple[bytes, str] | None:
    """Return a delegation's logo and its media type; None without one or at another event."""
    return session.exec(
        select(Logo.data, Logo.media_type)
        .join(Delegation, col(Delegation.organisation_id) == col(Logo.organisation_id))
        .where(Delegation.id == delegation_id, Delegation.event_id == event_id)
    ).first()
