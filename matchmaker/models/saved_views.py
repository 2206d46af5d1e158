"""Saved views of lists."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant


class SavedView(SQLModel, table=True):
    """The list of people of an event with filters, columns and order, under a name; of one organiser, or shared."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("event_id", "staff_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    staff_id: int = Field(foreign_key="staff.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=60)
    shared: bool = Field(default=False)
    """All organisers of the event see it; its owner alone changes it."""
    asked: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The parameters of the list's address, by name: a text, or several."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
