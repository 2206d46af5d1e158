"""Runs of the solver: what they have found so far, in short reads for the live page."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from matchmaker.models import ACTIVE_STATES, Event, GivenName, RunState, SolveMode, SolveProgress, SolveRun, row_id
from matchmaker.scheduling.queries.numbers import LIMITED, GoalNumber, WishNumbers, wishes_from_json


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """What a run had found after so many seconds."""

    id: int
    """Grows; use it as the id of a server-sent event and as `after`."""
    seconds: float
    goals: tuple[GoalNumber, ...]
    wishes: WishNumbers | None
    """None where the run does not count them."""

    def goal(self, name: str) -> GoalNumber | None:
        return next((goal for goal in self.goals if goal.goal == name), None)


@dataclass(frozen=True, slots=True)
class RunView:
    """The state of a run and its progress."""

    id: int
    name: GivenName
    mode: SolveMode
    state: RunState
    finished: bool
    stop_requested: bool
    time_limit: float
    limited: bool
    """Whether what is proved holds only for schedules that change little of the one that it starts from."""
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    scenario_id: int | None
    error: str
    """A gettext key; empty unless the run failed."""
    points: tuple[ProgressPoint, ...]
    """In order of time; only those after the id asked for."""

    @property
    def wishes(self) -> WishNumbers | None:
        """The wishes met as they were counted last."""
        return next((point.wishes for point in reversed(self.points) if point.wishes is not None), None)

    @property
    def last(self) -> ProgressPoint | None:
        return self.points[-1] if self.points else None


def run_view(session: Session, event: Event, run_id: int, *, after: int = 0) -> RunView | None:
    """Return a run of the event with its progress rows whose id is above `after`; None if there is no such run."""
    run = session.get(SolveRun, run_id, populate_existing=True)
    if run is None or run.event_id != event.id:
        return None
    progress = session.exec(
        select(SolveProgress)
        .where(col(SolveProgress.run_id) == run_id, col(SolveProgress.id) > after)
        .order_by(col(SolveProgress.id))
    )
    return _view(run, tuple(_point(row) for row in progress))


def active_run(session: Session, event: Event) -> RunView | None:
    """Return the event's run that is queued or running, if any."""
    run = session.exec(
        select(SolveRun).where(col(SolveRun.event_id) == event.id, col(SolveRun.state).in_(ACTIVE_STATES))
    ).first()
    return run_view(session, event, row_id(run)) if run else None


def last_run(session: Session, event: Event, mode: SolveMode) -> SolveRun | None:
    """Return the event's latest run of a mode; None if there was none."""
    return session.exec(
        select(SolveRun)
        .where(col(SolveRun.event_id) == event.id, col(SolveRun.mode) == mode)
        .order_by(col(SolveRun.id).desc())
        .limit(1)
    ).first()


def recent_runs(session: Session, event: Event, *, limit: int = 10) -> tuple[RunView, ...]:
    """Return the event's latest runs, newest first, without their progress."""
    runs = session.exec(
        select(SolveRun).where(col(SolveRun.event_id) == event.id).order_by(col(SolveRun.id).desc()).limit(limit)
    )
    return tuple(_view(run, ()) for run in runs)


def _view(run: SolveRun, points: tuple[ProgressPoint, ...]) -> RunView:
    return RunView(
        id=row_id(run),
        name=run.given_name,
        mode=run.mode,
        state=run.state,
        finished=not run.state.active,
        stop_requested=run.stop_requested,
        time_limit=run.time_limit,
        limited=run.mode in LIMITED,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        scenario_id=run.scenario_id,
        error=run.error,
        points=points,
    )


def _point(row: SolveProgress) -> ProgressPoint:
    return ProgressPoint(
        id=row_id(row),
        seconds=row.seconds,
        goals=tuple(GoalNumber(**goal) for goal in row.goals),
        wishes=wishes_from_json(row.wishes),
    )
