"""Runs of the solver: ask for one, stop it, carry it out in the worker, and put back those whose worker died."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy import update
from sqlmodel import Session, col, select

import solver
from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.base.errors import InvalidInput, MatchmakerError, NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import Event, RunState, Scenario, SolveRun, row_id
from matchmaker.scheduling.jobs.watch import RunWatch, progress_row
from matchmaker.scheduling.planning.scenarios import Task, make_task, save_baseline, save_result

MOST_ATTEMPTS = 2
ACTIVE = (RunState.QUEUED, RunState.RUNNING)

INTERRUPTED = N_("The worker was interrupted twice while solving. Start a new run; if it happens again, check memory.")
UNEXPECTED = N_("Something unexpected went wrong while solving. The details are in the worker's log.")

log = structlog.get_logger(__name__)


def request_run(session: Session, event: Event, *, name: str, seconds: float, staff_id: int | None) -> SolveRun:
    """Return a new queued run, or the event's run that is already queued or running.

    The caller commits and then hands the id to `jobs.enqueue_solve` (a second enqueue does no harm).
    """
    if not 1 <= seconds <= 3600:
        raise InvalidInput(N_("Choose between 1 second and 1 hour."))
    lock_event(session, row_id(event))
    active = session.exec(
        select(SolveRun).where(col(SolveRun.event_id) == event.id, col(SolveRun.state).in_(ACTIVE))
    ).first()
    if active is not None:
        return active
    run = SolveRun(event_id=row_id(event), name=name.strip()[:120], time_limit=seconds, created_by_id=staff_id)
    session.add(run)
    session.flush()
    return run


def request_stop(session: Session, run: SolveRun) -> None:
    """Ask a run to stop and keep the best schedule found so far; a queued one ends without a scenario."""
    now = clock.now()
    ended = session.execute(
        update(SolveRun)
        .where(col(SolveRun.id) == run.id, col(SolveRun.state) == RunState.QUEUED)
        .values(state=RunState.STOPPED, stop_requested=True, finished_at=now)
    )
    if not ended.rowcount:  # type: ignore[attr-defined]
        session.execute(
            update(SolveRun)
            .where(col(SolveRun.id) == run.id, col(SolveRun.state) == RunState.RUNNING)
            .values(stop_requested=True)
        )
    session.refresh(run)


def execute_run(run_id: int, *, url: str | None = None) -> None:
    """Carry out a queued run: the body of the job, with sessions of its own. A run that somebody has is left alone."""
    run = _claim(run_id, url)
    if run is None:
        return
    try:
        with RunWatch(run_id, run.attempts, url) as watch:
            with open_session(read_only=True, url=url) as session:
                task = make_task(session, session.get_one(Event, run.event_id))
            settings = solver.Settings(time_limit=run.time_limit, workers=get_config().solve_workers)
            result = solver.plan(task.problem, settings, on_progress=watch.on_progress, should_stop=watch.stop.is_set)
        _finish(run, task, settings, result, url=url)
    except Exception as error:
        log.exception("run %s failed", run_id)
        sentence = error.message if isinstance(error, MatchmakerError) else UNEXPECTED
        with transaction(url) as session:
            _end(session, run, state=RunState.FAILED, error=sentence)
        if not isinstance(error, MatchmakerError):
            raise


def put_back_stale_runs(session: Session, *, stale_after: float) -> list[int]:
    """Queue again the runs whose worker has been silent for `stale_after` seconds; return their ids to enqueue.

    A run that was interrupted twice is marked as failed, with a sentence. Runs that have been queued for as long are
    returned as well: the process that wrote them may have died before it reached the queue.
    """
    now = clock.now()
    limit = now - timedelta(seconds=stale_after)
    running = (col(SolveRun.state) == RunState.RUNNING, col(SolveRun.heartbeat_at) < limit)
    session.execute(
        update(SolveRun)
        .where(*running, col(SolveRun.attempts) >= MOST_ATTEMPTS)
        .values(state=RunState.FAILED, error=INTERRUPTED, finished_at=now)
    )
    session.execute(update(SolveRun).where(*running).values(state=RunState.QUEUED, heartbeat_at=now))
    waiting = session.exec(
        select(col(SolveRun.id))
        .where(
            col(SolveRun.state) == RunState.QUEUED,
            (col(SolveRun.attempts) > 0) | (col(SolveRun.created_at) < limit),
        )
        .order_by(col(SolveRun.id))
    )
    return [run_id for run_id in waiting if run_id is not None]


def make_baseline(session: Session, event: Event) -> Scenario:
    """Save first come, first served on the event's present wishes as a scenario to compare with."""
    return save_baseline(session, make_task(session, event))


def solve_now(
    event_slug: str,
    seconds: float,
    on_progress: Callable[[solver.Progress], None] | None = None,
    *,
    name: str = "",
    url: str | None = None,
) -> int:
    """Solve in this process (command line) and return the id of the saved scenario.

    What was found on the way is kept as a finished run, so that the scenario's page shows it as for any other.
    """
    found: list[solver.Progress] = []

    def keep(progress: solver.Progress) -> None:
        found.append(progress)
        if on_progress is not None:
            on_progress(progress)

    started = clock.now()
    with open_session(read_only=True, url=url) as session:
        event = session.exec(select(Event).where(col(Event.slug) == event_slug)).one_or_none()
        if event is None:
            raise NotFound(N_("There is no event called %(slug)s."), slug=event_slug)
        task = make_task(session, event)
    settings = solver.Settings(time_limit=seconds, workers=get_config().solve_workers)
    result = solver.plan(task.problem, settings, on_progress=keep)
    with transaction(url) as session:
        scenario = save_result(session, task, result, settings=settings, name=name, staff_id=None)
        run = SolveRun(
            event_id=scenario.event_id,
            name=scenario.name,
            time_limit=seconds,
            state=RunState.DONE,
            attempts=1,
            started_at=started,
            finished_at=clock.now(),
            scenario_id=scenario.id,
        )
        session.add(run)
        session.flush()
        session.add_all(progress_row(row_id(run), progress) for progress in found)
        return row_id(scenario)


def _claim(run_id: int, url: str | None) -> SolveRun | None:
    """Take a queued run, or return None: the condition stands in the UPDATE, so that only one worker gets it."""
    now = clock.now()
    with transaction(url) as session:
        return session.scalars(
            update(SolveRun)
            .where(col(SolveRun.id) == run_id, col(SolveRun.state) == RunState.QUEUED)
            .values(
                state=RunState.RUNNING, attempts=col(SolveRun.attempts) + 1, heartbeat_at=now, started_at=now, error=""
            )
            .returning(SolveRun)
        ).one_or_none()


def _finish(run: SolveRun, task: Task, settings: solver.Settings, result: solver.Result, *, url: str | None) -> None:
    """Save the scenario and end the run in one transaction: never one without the other, never two of them."""
    state = RunState.STOPPED if result.status is solver.Status.STOPPED else RunState.DONE
    with transaction(url) as session:
        if _end(session, run, state=state):
            scenario = save_result(session, task, result, settings=settings, name=run.name, staff_id=run.created_by_id)
            session.execute(update(SolveRun).where(col(SolveRun.id) == run.id).values(scenario_id=scenario.id))


def _end(session: Session, run: SolveRun, **values: object) -> bool:
    """End the run, unless another worker holds it by now."""
    ended = session.execute(
        update(SolveRun)
        .where(
            col(SolveRun.id) == run.id,
            col(SolveRun.state) == RunState.RUNNING,
            col(SolveRun.attempts) == run.attempts,
        )
        .values(finished_at=clock.now(), **values)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]
