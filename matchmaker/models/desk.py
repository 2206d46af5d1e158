"""Repairs that are looked for after a change, before anything of it is noted."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked, empty_list
from matchmaker.models.scheduling import RunState


class RepairSearch(SQLModel, table=True):
    """What has changed, as a member of the staff says it, and the repairs that were found; nothing is noted yet."""

    __tablename__ = "repair_search"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    changes: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """Each a `EventChange` (matchmaker/desk/rules.py)."""
    from_draft: bool = Field(default=False)
    """Repairs go on from the event's draft, and not from what is published."""
    state: RunState = Field(default=RunState.QUEUED, sa_type=checked(RunState))
    stop_requested: bool = Field(default=False)
    found: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Impact and repairs: a `Found` (matchmaker/desk/planning/found.py); empty before there is any."""
    fingerprint: str = Field(default="", max_length=64)
    """Of the changed event and the schedule that the repairs start from."""
    error: str = Field(default="", max_length=500)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    created_by_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    begun_at: datetime | None = Field(default=None, sa_type=Instant)
    """When a worker took it up: it may have waited for a run."""
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    scenario_id: int | None = Field(default=None, foreign_key="scenario.id")
    """The draft that one of its repairs has become."""
