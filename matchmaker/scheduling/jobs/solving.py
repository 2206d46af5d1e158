"""Solve in the worker, or in this process: claim a run, call the solver, save its result in one transaction."""

from collections.abc import Callable

import structlog
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.base.errors import MatchmakerError, NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Event, GivenName, NameKind, RunState, SolveMode, SolveRun, row_id
from matchmaker.scheduling.commands.background import end, show_found
from matchmaker.scheduling.commands.runs import claim_run
from matchmaker.scheduling.commands.scenarios import save_result
from matchmaker.scheduling.jobs.prices import find_prices
from matchmaker.scheduling.jobs.trade_off import find_trade_off
from matchmaker.scheduling.jobs.watch import RunWatch, progress_row
from matchmaker.scheduling.planning.closeness import STANDARD
from matchmaker.scheduling.planning.engine import PlanProgress, Result, Settings, Status, solve
from matchmaker.scheduling.planning.results import read_start
from matchmaker.scheduling.planning.tasks import Task, make_task

UNEXPECTED = N_("Something unexpected went wrong while solving. The details are in the worker's log.")

log = structlog.get_logger(__name__)


def execute_run(run_id: int, *, url: str | None = None) -> None:
    """Carry out a queued run: the body of the job, with sessions of its own. A run that somebody has is left alone."""
    with transaction(url) as session:
        run = claim_run(session, run_id)
    if run is None:
        return
    try:
        _WORK.get(run.mode, _solve)(run, url=url)
    except Exception as error:
        log.exception("run %s failed", run_id)
        sentence = error.message if isinstance(error, MatchmakerError) else UNEXPECTED
        with transaction(url) as session:
            end(session, run, RunState.FAILED, error=sentence)
        if not isinstance(error, MatchmakerError):
            raise


def solve_now(
    event_slug: str,
    seconds: float,
    on_progress: Callable[[PlanProgress], None] | None = None,
    *,
    name: str = "",
    url: str | None = None,
    mode: SolveMode = SolveMode.AFRESH,
    reference_id: int | None = None,
    allowance: int = STANDARD,
) -> int:
    """Solve in this process (command line) and return the id of the saved scenario.

    `reference_id` is the scenario to stay close to; without one the mode plays no role. What was found on the way is
    kept as a finished run, so that the scenario's page shows it as for any other.
    """
    found: list[PlanProgress] = []

    def keep(progress: PlanProgress) -> None:
        found.append(progress)
        if on_progress is not None:
            on_progress(progress)

    started = clock.now()
    with open_session(read_only=True, url=url) as session:
        event = session.exec(select(Event).where(col(Event.slug) == event_slug)).one_or_none()
        if event is None:
            raise NotFound(N_("There is no event called %(slug)s."), slug=event_slug)
        start = read_start(session, reference_id, mode, allowance)
        task = make_task(session, event, start=start)
    settings = Settings(time_limit=seconds, workers=get_config().solve_workers)
    result = solve(task, settings, on_progress=keep)
    called = GivenName(name) if name else GivenName(kind=NameKind.STANDARD)
    with transaction(url) as session:
        scenario = save_result(session, task, result, settings=settings, name=called, staff_id=None)
        run = SolveRun(
            event_id=scenario.event_id,
            name=scenario.name,
            name_kind=scenario.name_kind,
            name_number=scenario.name_number,
            time_limit=seconds,
            mode=SolveMode.AFRESH if start is None else start.mode,
            reference_id=None if start is None else start.scenario_id,
            allowance=allowance,
            state=RunState.DONE,
            attempts=1,
            started_at=started,
            finished_at=clock.now(),
            scenario_id=scenario.id,
        )
        session.add(run)
        session.flush()
        session.add_all(progress_row(row_id(run), progress, task) for progress in found)
        return row_id(scenario)


def _solve(run: SolveRun, *, url: str | None) -> None:
    with RunWatch(run, url) as watch:
        with open_session(read_only=True, url=url) as session:
            start = read_start(session, run.reference_id, run.mode, run.allowance)
            watch.task = task = make_task(session, session.get_one(Event, run.event_id), start=start)
        settings = Settings(time_limit=run.time_limit, workers=get_config().solve_workers)
        result = solve(task, settings, on_progress=watch.on_progress, should_stop=watch.stop.is_set)
    _finish(run, task, settings, result, url=url)


def _finish(run: SolveRun, task: Task, settings: Settings, result: Result, *, url: str | None) -> None:
    """Save the scenario and end the run in one transaction: never one without the other, never two of them."""
    state = RunState.STOPPED if result.status is Status.STOPPED else RunState.DONE
    with transaction(url) as session:
        if end(session, run, state):
            scenario = save_result(
                session, task, result, settings=settings, name=run.given_name, staff_id=run.created_by_id
            )
            show_found(session, run, scenario_id=scenario.id)


_WORK = {SolveMode.TRADE_OFF: find_trade_off, SolveMode.PRICES: find_prices}
"""What a run of a mode does, where it is not to make one schedule."""
