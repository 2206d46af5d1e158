"""The audit trail of an event: who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant


class AuditEntry(SQLModel, table=True):
    """Who did what, for the history of an event; never holds vetoes, notes or tokens."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    actor: str = Field(max_length=120)
    verb: str = Field(max_length=60)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def record(session: Session, actor: str, verb: str, *, event_id: int | None, **details: Any) -> None:
    """Add an audit entry: `actor` did `verb`; `details` are numbers and codes, never vetoes, notes or tokens."""
    session.add(AuditEntry(event_id=event_id, actor=actor, verb=verb, details=details))
