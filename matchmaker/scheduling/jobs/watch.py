"""What happens beside a run while the solver works: heartbeat, progress rows, and the look whether to stop."""

import threading
import time
from typing import Self

import structlog
from sqlalchemy.exc import OperationalError

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.models import SolveProgress, SolveRun, row_id
from matchmaker.scheduling.commands.background import show_found
from matchmaker.scheduling.planning.engine import PlanProgress
from matchmaker.scheduling.planning.numbers import count_wishes
from matchmaker.scheduling.planning.tasks import Task
from matchmaker.scheduling.queries.background import is_to_stop

STOP_SECONDS = 0.3
PROGRESS_SECONDS = 0.5
"""At most two progress rows a second."""
HEARTBEAT_SECONDS = 2.0

log = structlog.get_logger(__name__)


def progress_row(run_id: int, progress: PlanProgress, task: Task | None) -> SolveProgress:
    """Return what a run had found at a moment as the row that its page reads; without `task` no wishes are counted."""
    goals = [{"goal": goal.goal.value, "value": goal.value, "bound": goal.bound} for goal in progress.goals]
    wishes = count_wishes(task.facts, task.found, progress.placed) if task is not None and progress.placed else {}
    return SolveProgress(run_id=run_id, seconds=round(progress.seconds, 2), goals=goals, wishes=wishes)


class RunWatch:
    """A thread beside the solver, started and ended by `with`.

    The solver's callback only leaves the newest progress here, so that a slow database never slows the search.
    """

    def __init__(self, run: SolveRun, url: str | None) -> None:
        self.stop = threading.Event()
        """Somebody asked the run to stop, or it is not ours any more."""
        self.task: Task | None = None
        """What is asked, once it is known: then the wishes met are counted."""
        self._run, self._url = run, url
        self._over = threading.Event()
        self._newest: PlanProgress | None = None
        self._written: PlanProgress | None = None
        self._thread = threading.Thread(target=self._watch, name=f"watch-run-{run.id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def on_progress(self, progress: PlanProgress) -> None:
        """Take what the solver has found; its callback."""
        if progress.goals:
            self._newest = progress

    def _watch(self) -> None:
        beaten = written = time.monotonic()
        over = False
        while not over:
            over = self._over.wait(STOP_SECONDS)
            now = time.monotonic()
            try:
                self._poll_stop()
                if self._newest is not self._written and (over or now - written >= PROGRESS_SECONDS):
                    self._write_progress()
                    written = now
                if now - beaten >= HEARTBEAT_SECONDS:
                    self._write_heartbeat()
                    beaten = now
            except OperationalError:
                # A database that is busy for a moment must not end the watch: the next round tries again.
                log.warning("run %s: the database did not answer in time", self._run.id)

    def _poll_stop(self) -> None:
        with open_session(read_only=True, url=self._url) as session:
            to_stop = is_to_stop(session, self._run)
        if to_stop:
            self.stop.set()

    def _write_progress(self) -> None:
        progress = self._newest
        if progress is None:
            return
        with transaction(self._url) as session:
            session.add(progress_row(row_id(self._run), progress, self.task))
        self._written = progress

    def _write_heartbeat(self) -> None:
        with transaction(self._url) as session:
            show_found(session, self._run, heartbeat_at=clock.now())
