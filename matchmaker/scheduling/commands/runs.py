"""Runs of the solver as rows: ask for one, claim it, queue again those whose worker died."""

from datetime import timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.models import ACTIVE_STATES, Event, GivenName, RunState, Scenario, SolveMode, SolveRun, row_id
from matchmaker.scheduling.commands.background import claim
from matchmaker.scheduling.planning.closeness import LARGEST, STANDARD

MOST_ATTEMPTS = 2

INTERRUPTED = N_("The worker was interrupted twice while solving. Start a new run; if it happens again, check memory.")


def request_run(
    session: Session,
    event: Event,
    *,
    name: GivenName,
    seconds: float,
    staff_id: int | None,
    mode: SolveMode = SolveMode.AFRESH,
    reference: Scenario | None = None,
    allowance: int = STANDARD,
) -> SolveRun:
    """Return a new queued run, or the event's run that is already queued or running.

    `reference` is the scenario to stay close to; without one the run is made afresh, whatever the `mode`; PRICES needs
    none. The caller commits and then hands the id to `jobs.enqueue_solve` (enqueueing is idempotent). Raises
    `InvalidInput` for a time limit or an allowance out of range, and for a scenario of another event.
    """
    if not 1 <= seconds <= 3600:
        raise InvalidInput(N_("Choose between 1 second and 1 hour."))
    if not 0 <= allowance <= LARGEST:
        raise InvalidInput(N_("Choose between 0 and %(most)d people."), most=LARGEST)
    if reference is not None and reference.event_id != event.id:
        raise InvalidInput(N_("This schedule belongs to another event."))
    if mode is SolveMode.PRICES:
        reference = None
    elif reference is None or mode is SolveMode.AFRESH:
        reference, mode = None, SolveMode.AFRESH
    lock_event(session, row_id(event))
    active = session.exec(
        select(SolveRun).where(col(SolveRun.event_id) == event.id, col(SolveRun.state).in_(ACTIVE_STATES))
    ).first()
    if active is not None:
        return active
    run = SolveRun(
        event_id=row_id(event),
        name=one_line(name.text)[:120],
        name_kind=name.kind,
        name_number=name.number,
        time_limit=seconds,
        mode=mode,
        reference_id=None if reference is None else reference.id,
        allowance=allowance,
        created_by_id=staff_id,
    )
    session.add(run)
    session.flush()
    return run


def claim_run(session: Session, run_id: int) -> SolveRun | None:
    """Take a queued run, so that only one worker gets it; None if somebody has it."""
    return claim(session, SolveRun, run_id, error="")


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
