"""Meetings, the scenarios that place them, and the runs of the solver."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlmodel import Field, SQLModel
from ulid import ULID

from matchmaker.base import clock
from matchmaker.models.background import BackgroundWork
from matchmaker.models.base import Instant, TableWithConditions, checked, empty_list
from matchmaker.models.naming import WithGivenName

PairKey = tuple[int, int]
"""(lower, higher) id of two delegations."""


def pair_of(one: int, other: int) -> PairKey:
    """Return two delegations in the order in which a pair names them."""
    return (one, other) if one < other else (other, one)


class Meeting(SQLModel, table=True):
    """A pair of delegations that meet: a stable identity (UID) across scenarios and releases.

    Its sequence is raised only by publishing, against the last release.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("event_id", "low_id", "high_id", "ordinal"),
        CheckConstraint("low_id < high_id", name="ordered"),
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=lambda: str(ULID()), max_length=26, unique=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    low_id: int = Field(foreign_key="delegation.id")
    high_id: int = Field(foreign_key="delegation.id")
    ordinal: int = Field(default=1)
    sequence: int = Field(default=0)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)

    @property
    def pair(self) -> PairKey:
        return self.low_id, self.high_id


class ScenarioKind(StrEnum):
    BASELINE = "baseline"
    SOLVED = "solved"
    DRAFT = "draft"


class Scenario(WithGivenName, TableWithConditions, table=True):
    """One saved result of the solver (never changed), or the one draft edited by hand."""

    __tablename__ = "scenario"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="scenario.id")
    kind: ScenarioKind = Field(sa_type=checked(ScenarioKind))
    version: int = Field(default=1)
    status: str = Field(max_length=20)
    """The solver's word: optimal, feasible, stopped or infeasible."""
    seconds: float = Field(default=0.0)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    numbers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What the page shows: goals with values and bounds, wishes met by strength and category, worst-off, breaks."""
    problem: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The solver's problem in its versioned format, so that the result can be checked again."""
    unmet_wishes: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON)
    """The directed wishes that it does not meet, as they were: wish, from, to, strength, rank, code of the reason, and
    whether the pair might meet. None in a scenario of before release 0.3.
    """
    as_of: datetime | None = Field(default=None, sa_type=Instant)
    """The moment of the rows that it was made from; None in a scenario of before release 0.3."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    created_by_id: int | None = Field(default=None, foreign_key="staff.id")
    discarded_at: datetime | None = Field(default=None, sa_type=Instant)
    """For a draft: since when it is given up."""
    note: str = Field(default="", max_length=500)
    """What an organiser has written about it."""
    described_at: datetime | None = Field(default=None, sa_type=Instant)
    """When an organiser last gave it a name or a note: then it is kept, whatever has made it."""
    put_away_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when the list leaves it out."""

    @hybrid_property
    def infeasible(self) -> bool:
        """Whether the fixed meetings contradict each other, so that there is no schedule."""
        return self.status == "infeasible"


class Placement(SQLModel, table=True):
    """Where a scenario puts a meeting."""

    __tablename__ = "placement"
    __table_args__ = (UniqueConstraint("scenario_id", "meeting_id"),)

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    slot_id: int = Field(foreign_key="slot.id")
    place_id: int = Field(foreign_key="place.id")
    locked: bool = Field(default=False)


class PlacementPerson(SQLModel, table=True):
    """Who takes part in a placed meeting: one delegate a side, and third parties who join."""

    __tablename__ = "placement_person"
    __table_args__ = (UniqueConstraint("placement_id", "registration_id"),)

    id: int | None = Field(default=None, primary_key=True)
    placement_id: int = Field(foreign_key="placement.id", index=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)


class UnmetRequest(SQLModel, table=True):
    """A pair that a scenario does not schedule, with the code of the reason and its witnesses (ids of rows)."""

    __tablename__ = "unmet_request"
    __table_args__ = (UniqueConstraint("scenario_id", "low_id", "high_id"),)

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    low_id: int = Field(foreign_key="delegation.id")
    high_id: int = Field(foreign_key="delegation.id")
    value: int = Field(default=0)
    code: str = Field(max_length=40)
    witness: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class SolveMode(StrEnum):
    """What a run may change of the schedule that it starts from."""

    ADD = "add"
    """Nothing: what fits beside it is added."""
    CLOSE = "close"
    """As much as each gained wish is worth (`SolveRun.allowance`)."""
    BETTER = "better"
    """Whatever meets more wishes, then as little as possible."""
    AFRESH = "afresh"
    """It plays no role."""
    TRADE_OFF = "trade_off"
    """Several answers: for each of some numbers of people the most that can be had by disturbing no more of them."""
    PRICES = "prices"
    """No schedule, but numbers: what each rule costs, and what would help most."""


class SolveRun(WithGivenName, BackgroundWork, table=True):
    """One job of the solver: its settings, what it has found so far, and whether somebody asked it to stop."""

    __tablename__ = "solve_run"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    time_limit: float = Field(default=30.0)
    mode: SolveMode = Field(default=SolveMode.AFRESH, sa_type=checked(SolveMode))
    reference_id: int | None = Field(default=None, foreign_key="scenario.id")
    """The scenario that it starts from and is compared with; None for AFRESH."""
    allowance: int = Field(default=2)
    """For CLOSE: how many people may give a meeting up or move it for a gained wish of strength “must”."""
    created_by_id: int | None = Field(default=None, foreign_key="staff.id")
    scenario_id: int | None = Field(default=None, foreign_key="scenario.id")
    error: str = Field(default="", max_length=500)
    trade_off: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """For TRADE_OFF, the points found so far: most (people; None: as many as it takes), people, wishes, must, meetings,
    proved, and at the end scenario."""
    prices: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """For PRICES, what is found so far: wishes met with all rules, the price of each rule, and what would help."""


class SolveProgress(SQLModel, table=True):
    """What a run had found at a moment; at most two rows a second."""

    __tablename__ = "solve_progress"

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="solve_run.id", index=True)
    seconds: float
    goals: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """Per goal: name, value, bound."""
    wishes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Wishes met of those that may be: in all, by strength and by category, as in `Scenario.numbers`; empty where a run
    does not count them.
    """
