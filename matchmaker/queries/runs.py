"""Runs of the solver: what they have found so far, in short reads for the live page."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from matchmaker.models import Event
from matchmaker.queries.numbers import GoalNumber


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """What a run had found after so many seconds."""

    id: int
    """Grows; use it as the id of a server-sent event and as `after`."""
    seconds: float
    goals: tuple[GoalNumber, ...]

    def goal(self, name: str) -> GoalNumber | None:
        return next((goal for goal in self.goals if goal.goal == name), None)


@dataclass(frozen=True, slots=True)
class RunView:
    """The state of a run and its progress."""

    id: int
    name: str
    state: str
    """A `RunState` value: queued, running, done, stopped or failed."""
    finished: bool
    stop_requested: bool
    time_limit: float
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    scenario_id: int | None
    error: str
    """A gettext key; empty unless the run failed."""
    points: tuple[ProgressPoint, ...]
    """In order of time; only those after the id asked for."""

    @property
    def last(self) -> ProgressPoint | None:
        return self.points[-1] if self.points else None


def run_view(session: Session, event: Event, run_id: int, *, after: int = 0) -> RunView | None:
    """Return a run of the event with its progress rows whose id is above `after`; None if there is no such run."""
    raise NotImplementedError


def active_run(session: Session, event: Event) -> RunView | None:
    """Return the event's run that is queued or running, if any."""
    raise NotImplementedError


def recent_runs(session: Session, event: Event, *, limit: int = 10) -> tuple[RunView, ...]:
    """Return the event's latest runs, newest first, without their progress."""
    raise NotImplementedError
