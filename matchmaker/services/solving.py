"""Runs of the solver: ask for one, stop it, carry it out in the worker, and put back those whose worker died."""

from collections.abc import Callable

from sqlmodel import Session

from matchmaker.models import Event, Scenario, SolveRun


def request_run(session: Session, event: Event, *, name: str, seconds: float, staff_id: int | None) -> SolveRun:
    """Return a new queued run, or the event's run that is already queued or running.

    The caller commits and then hands the id to `jobs.enqueue_solve` (a second enqueue does no harm).
    """
    raise NotImplementedError


def request_stop(session: Session, run: SolveRun) -> None:
    """Ask a run to stop and keep the best schedule found so far; a queued one ends without a scenario."""
    raise NotImplementedError


def execute_run(run_id: int) -> None:
    """Carry out a queued run: the body of the job, with sessions of its own."""
    raise NotImplementedError


def put_back_stale_runs(session: Session, *, stale_after: float = 30.0) -> list[int]:
    """Queue again the runs whose worker has been silent for `stale_after` seconds; return their ids to enqueue.

    A run that was interrupted twice is marked as failed, with a sentence.
    """
    raise NotImplementedError


def make_baseline(session: Session, event: Event) -> Scenario:
    """Save first come, first served on the event's present wishes as a scenario to compare with."""
    raise NotImplementedError


def solve_now(event_slug: str, seconds: float, on_progress: Callable[[float, tuple[object, ...]], None]) -> int:
    """Solve in this process (command line) and return the id of the saved scenario."""
    raise NotImplementedError
