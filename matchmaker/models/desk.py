"""Repairs that are looked for after a change, before anything of it is noted."""

from datetime import timedelta
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from matchmaker.models.background import BackgroundSearch
from matchmaker.models.base import empty_list


class RepairSearch(BackgroundSearch, table=True):
    """What has changed, as a member of the staff says it, and the repairs that were found; nothing is noted yet."""

    __tablename__ = "repair_search"
    longest = timedelta(minutes=3)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    changes: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """Each a `EventChange` (matchmaker/change_desk/rules.py)."""
    from_draft: bool = Field(default=False)
    """Repairs go on from the event's draft, and not from what is published."""
    found: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Impact and repairs: a `Found` (matchmaker/change_desk/planning/found.py); empty before there is any."""
    fingerprint: str = Field(default="", max_length=64)
    """Of the changed event and the schedule that the repairs start from."""
    error: str = Field(default="", max_length=500)
    """Why the changes cannot be noted: a gettext key, so that each reader has it in their language."""
    error_params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What fills its placeholders: texts and numbers."""
    created_by_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    scenario_id: int | None = Field(default=None, foreign_key="scenario.id")
    """The draft that one of its repairs has become."""
