"""Presentations: the call of an event, what delegations propose, and what the committee decides."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.background import BackgroundSearch
from matchmaker.models.base import Instant, checked, empty_list


class PresentationCall(SQLModel, table=True):
    """The call for presentations of an event; without a row nothing is proposed."""

    __tablename__ = "presentation_call"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    is_open: bool = Field(default=False)
    closes_at: datetime | None = Field(default=None, sa_type=Instant)
    texts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What is looked for, by language code."""
    languages: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """Codes of the languages in which one may speak."""
    lengths: list[int] = Field(default_factory=empty_list, sa_type=JSON)
    """Minutes to choose from."""
    limits: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """Most proposals of a delegation, by the code of its category, which says itself whether it may present."""


class ProposalState(StrEnum):
    """What its delegation has done with a proposal."""

    DRAFT = "draft"
    """Only the delegation sees it."""
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    PROPOSED = "proposed"
    """Not decided yet."""
    ACCEPTED = "accepted"
    WAITING = "waiting"
    """On the waiting list."""
    DECLINED = "declined"


class DayPart(StrEnum):
    """A part of each day, in wall time, in which a speaker cannot speak."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    LATE = "late"


class Presentation(SQLModel, table=True):
    """A presentation proposed by a delegation or entered by an organiser, the decision on it, and its place."""

    __tablename__ = "presentation"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    delegation_id: int = Field(foreign_key="delegation.id", index=True)
    speaker_id: int | None = Field(default=None, foreign_key="registration.id")
    item_id: int | None = Field(default=None, foreign_key="programme_item.id")
    title: str = Field(max_length=200)
    abstract: str = Field(default="", max_length=4000)
    language: str = Field(default="fr", max_length=2)
    minutes: int | None = None
    """The length that is wished for; none for one that an organiser has entered."""
    state: ProposalState = Field(default=ProposalState.SENT, sa_type=checked(ProposalState))
    proposed_by_id: int | None = Field(default=None, foreign_key="registration.id")
    """Whose proposal it is; none for one that an organiser has entered or imported."""
    impossible: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """Each a `DayPart` in which the speaker cannot speak."""
    time_note: str = Field(default="", max_length=200)
    """What else is wished about the time, in the proposer's words."""
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    decision: Decision = Field(default=Decision.PROPOSED, sa_type=checked(Decision))
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = Field(default="", max_length=500)
    """A word to the proposer about the decision."""
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the proposer was told of the decision; only then their pages show it."""
    quiet_minutes: int = Field(default=20)
    """Minutes kept free for the speaker before and after."""


class ReviewMark(SQLModel, table=True):
    """What one member of the committee thinks of a proposal; never shown to those who have proposed it."""

    __tablename__ = "review_mark"
    __table_args__ = (
        UniqueConstraint("presentation_id", "staff_id"),
        CheckConstraint("mark BETWEEN 1 AND 5", name="mark"),
    )

    id: int | None = Field(default=None, primary_key=True)
    presentation_id: int = Field(foreign_key="presentation.id", ondelete="CASCADE")
    staff_id: int = Field(foreign_key="staff.id", index=True)
    mark: int
    """From 1 to 5, the best."""
    note: str = Field(default="", max_length=1000)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class TimeSearch(BackgroundSearch, table=True):
    """The search for what a presentation costs in wishes at each time; a later one takes its place."""

    __tablename__ = "time_search"
    longest = timedelta(minutes=10)

    presentation_id: int = Field(foreign_key="presentation.id", primary_key=True, ondelete="CASCADE")
    seconds: float
    """For each time."""
    times: int = Field(default=0)
    """How many there are to look at."""
    met: int | None = None
    """Wishes met without the presentation."""
    proved: bool = Field(default=False)
    """Without the presentation, the solver has proved that no schedule is worth more."""
    prices: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """Per time: `key` of the time, `met` wishes, `proved`."""
