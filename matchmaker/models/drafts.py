"""The draft of an event: its log of edits, the personal limits that are waived in it, and who is looking at it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked, empty_list
from matchmaker.models.naming import GivenName, NameKind


class DraftAct(StrEnum):
    """What one edit of the draft does."""

    MOVE = "move"
    """Another time, place or person."""
    SWAP = "swap"
    """Two meetings take each other's time and place."""
    PLACE = "place"
    """A meeting that was not in the schedule."""
    REMOVE = "remove"
    LOCK = "lock"
    UNLOCK = "unlock"
    REPAIR = "repair"
    """All that a repair has changed: the first edit of the draft that it became."""


class EditState(StrEnum):
    """Where an edit stands in undo and redo."""

    DONE = "done"
    UNDONE = "undone"
    """May be done again."""
    DROPPED = "dropped"
    """Undone, and then something else was done."""


class DraftEdit(SQLModel, table=True):
    """An entry of the log of a draft: a command with its inverse."""

    __tablename__ = "draft_edit"
    __table_args__ = (UniqueConstraint("scenario_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    number: int
    """Counts from 1 within a draft."""
    act: DraftAct = Field(sa_type=checked(DraftAct))
    state: EditState = Field(default=EditState.DONE, sa_type=checked(EditState))
    version: int
    """The version of the draft that it made: when it was done, undone or done again, whichever was last."""
    about: str = Field(max_length=200)
    """The organisations, by their names of that moment; empty where the program has given the edit its name."""
    about_kind: NameKind | None = Field(default=None, sa_type=checked(NameKind))
    changes: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """For each meeting where it was and where it is then: `matchmaker.drafts.rules.spots.SpotChange`."""
    reopened: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Of a repair that is undone: the alerts (ids) that are open again, each with its `Again` while it was handled."""
    note: str = Field(default="", max_length=300)
    """Why a personal limit was waived."""
    actor: str = Field(max_length=120)
    turned_by: str = Field(default="", max_length=120)
    """Who has taken it back or done it again last; empty for nobody."""
    at: datetime = Field(default_factory=clock.now, sa_type=Instant)

    @property
    def given_about(self) -> GivenName:
        return GivenName(self.about, self.about_kind)


class WaivedRule(StrEnum):
    """A personal limit that an organiser may waive."""

    QUIET = "quiet"
    """Buffers of a programme item, and the pause around one's own presentation."""
    MAX_PER_DAY = "max_per_day"
    MAX_IN_A_ROW = "max_in_a_row"
    LUNCH = "lunch"


class LimitWaiver(SQLModel, table=True):
    """A personal limit that does not hold for one meeting of a scenario; it counts while that is draft or published."""

    __tablename__ = "limit_waiver"
    __table_args__ = (UniqueConstraint("scenario_id", "meeting_id", "registration_id", "rule"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    registration_id: int = Field(foreign_key="registration.id", index=True)
    slot_id: int = Field(foreign_key="slot.id")
    rule: WaivedRule = Field(sa_type=checked(WaivedRule))


class DraftPresence(SQLModel, table=True):
    """A member of the staff who has the draft of an event open."""

    __tablename__ = "draft_presence"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", primary_key=True, ondelete="CASCADE")
    seen_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    """The meeting that they have picked."""
