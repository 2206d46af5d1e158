"""Saved scenarios: the list to compare, one with its numbers, and the wishes it does not meet, with reasons in words."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from matchmaker.models import Event
from matchmaker.queries.numbers import Numbers


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """A row of the comparison."""

    id: int
    name: str
    kind: str
    """A `ScenarioKind` value: baseline, solved or draft."""
    status: str
    """optimal, feasible, stopped or infeasible."""
    seconds: float
    created_at: datetime
    created_by: str
    """Name of the staff member; empty for the command line."""
    numbers: Numbers
    releases: tuple[int, ...]
    """Numbers of the releases that published it."""


@dataclass(frozen=True, slots=True)
class UnmetWish:
    """A directed wish that a scenario does not meet, and why, in the words for an organiser."""

    wish_id: int
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    strength: str
    rank: int
    code: str
    """A `Why` value of `matchmaker.rules.reasons`."""
    eligible: bool
    """Whether the pair may meet (the solver saw it); the others were left out before."""
    sentence: str
    fix: str
    """What would help; may be empty."""


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One scenario with everything its page needs."""

    line: ScenarioLine
    baseline: ScenarioLine | None
    """First come, first served on the same event, to compare with (None if it is this one, or not made)."""
    unmet: tuple[UnmetWish, ...]
    """Those that may meet first, by value; then those left out, by reason."""


def scenario_list(session: Session, event: Event) -> tuple[ScenarioLine, ...]:
    """Return the event's scenarios to compare: baseline first, then by age (newest last)."""
    raise NotImplementedError


def scenario_page(session: Session, event: Event, scenario_id: int, *, language: str) -> ScenarioPage | None:
    """Return one scenario of the event with its unmet wishes; None if the event has no such scenario."""
    raise NotImplementedError
