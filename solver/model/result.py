"""What a run answers: status, goals with proved bounds, the schedule, and a reason for each request left out."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from solver.model.schedule import Schedule


class Goal(StrEnum):
    """The goals in lexicographic order; `solver.goals` has their definitions, and says what a new one touches."""

    EXCESS = "excess"
    """People displaced beyond what the mode of the reference allows: fewest; only with a reference."""
    REQUIRED = "required"
    """Required requests that are not placed: fewest."""
    GUARANTEES = "guarantees"
    """Total shortfall of the delegations' minimums: least."""
    VALUE = "value"
    """Worth of the placed requests: most."""
    FAIRNESS = "fairness"
    """Sum over delegations of (target - met) squared: least."""
    DISTURBED = "disturbed"
    """People who lose, gain or move a meeting: fewest; only with a reference."""
    MOVED = "moved"
    """Meetings of the reference that could stay as they are and do not: fewest; only with a reference."""
    BREAKS = "breaks"
    """Breaks in all agendas: fewest."""
    WAITING = "waiting"
    """Idle slots inside all agendas, each hour once: fewest."""
    PLACE_CHANGES = "place_changes"
    """Changes of place between consecutive meetings of an agent in a day, and of who fills a role: fewest."""

    @property
    def largest(self) -> bool:
        """Whether more of it is better; of all others less is."""
        return self is Goal.VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """Value reached and best value that is possible given the goals before; `proved` if they are equal."""

    goal: Goal
    value: int
    bound: int | None
    """None: nothing proved."""

    @property
    def proved(self) -> bool:
        return self.bound == self.value


class Status(StrEnum):
    OPTIMAL = "optimal"
    """Every goal that was optimised is proved."""
    FEASIBLE = "feasible"
    """The time was over; best found so far."""
    STOPPED = "stopped"
    """Stopped on request; best found so far."""
    INFEASIBLE = "infeasible"
    """Pins or `place_all` contradict the hard rules; see `conflict`."""
    UNKNOWN = "unknown"
    """The time was over, or a stop came, before any schedule that keeps all pins (or places all) was found; it
    is empty."""


class ReasonCode(StrEnum):
    """Why a request is not scheduled; each can be checked against the schedule without any search."""

    VETOED = "vetoed"
    """The two delegations never meet."""
    NO_COMMON_SLOT = "no_common_slot"
    """No allowed slot in which both sides have somebody free, whatever else is scheduled."""
    PERSON_FULL = "person_full"
    """Every candidate of a side has reached a limit or has no free slot left."""
    PLACES_FULL = "places_full"
    """In each slot in which both sides still could, every allowed place is taken."""
    BLOCKED = "blocked"
    """In each allowed slot something is in the way: meetings of the people, limits, or full places."""
    WORTH_LESS = "worth_less"
    """Proved optimum: putting it in costs more than it brings."""
    NOT_EXPLAINED = "not_explained"
    """The run was stopped before it was looked into, or it would still fit; it claims nothing."""


class ObstacleKind(StrEnum):
    """What is in the way of a blocked request in a slot; the shape of each is in `solver.explain.reasons`."""

    AWAY = "away"
    MEETING = "meeting"
    LIMIT = "limit"
    """A personal limit: `max_per_day`, `max_in_a_row` or `keep_one_free`."""
    ORDER = "order"
    PLACES = "places"
    SPREAD = "spread"
    """The numbers of breaks would differ by too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why `request` is not scheduled, with witnesses (ids) whose shape is fixed per code; see `solver.explain`."""

    request: str
    code: ReasonCode
    witness: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProgress:
    """What is known at a moment of a run."""

    seconds: float
    goals: tuple[GoalResult, ...]
    placed: frozenset[str] = frozenset()
    """Ids of the requests that the best schedule so far places; empty before there is one."""
    compiling: bool = False
    """Once on a machine the search is compiled before it begins, which takes most of a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer of `plan`."""

    status: Status
    schedule: Schedule
    goals: tuple[GoalResult, ...]
    reasons: tuple[Reason, ...]
    seconds: float
    conflict: tuple[str, ...] = ()
    """Ids of the pinned or obligatory requests that contradict each other, when infeasible."""
