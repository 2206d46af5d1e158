"""The clock of a run: how much time is left, whether to stop, and what to tell the caller meanwhile."""

from collections.abc import Callable
from time import monotonic

from solver.result import Goal, GoalResult, Progress
from solver.settings import Settings

POLL = 0.1
"""Seconds between two looks at `should_stop`."""
GRACE = 0.2
"""Seconds after a stop in which a schedule is still completed and explained."""
REPORT = 0.5
"""Fewest seconds between two progress reports."""


class Stopped(Exception):
    """The caller has asked to stop before there was anything to keep."""


class Run:
    """One run of `plan`; every long loop calls `over()`."""

    def __init__(
        self,
        settings: Settings,
        on_progress: Callable[[Progress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.settings = settings
        self.stopped = False
        self.reserved = 0.0
        """Seconds that are kept for what comes after the search."""
        self._results: dict[Goal, GoalResult] = {}
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._begun = monotonic()
        self._polled = self._asked = self._begun
        self._reported = self._begun - REPORT

    @property
    def repeatable(self) -> bool:
        """Whether work is counted in steps instead of seconds."""
        return self.settings.deterministic_limit is not None

    @property
    def seconds(self) -> float:
        return monotonic() - self._begun

    @property
    def left(self) -> float:
        """Seconds until the time limit; without end when repeatable."""
        return float("inf") if self.repeatable else self.settings.time_limit - self.seconds

    def over(self) -> bool:
        """Whether to come to an end: the time is over, or the caller wants to stop."""
        now = monotonic()
        if not self.stopped and self._should_stop is not None and now - self._polled >= POLL:
            self._polled = now
            self.stopped, self._asked = self._should_stop(), now
        return self.stopped or self.left <= 0

    def heed(self) -> None:
        """Raise `Stopped` if `pressed`: for what has nothing to show before it is complete."""
        if self.pressed():
            raise Stopped

    def pressed(self) -> bool:
        """Whether the caller has asked to stop a while ago: what is not finished yet is left out."""
        return self.asked_to_stop() and monotonic() - self._asked > GRACE

    def asked_to_stop(self) -> bool:
        """Whether the caller wants to stop, whatever the time."""
        self.over()
        return self.stopped

    def tell(self, *results: GoalResult) -> None:
        """Note what is known of goals; the caller hears of it at most twice a second."""
        self._results |= {result.goal: result for result in results}
        if monotonic() - self._reported >= REPORT:
            self._report()

    def finish(self, results: tuple[GoalResult, ...]) -> None:
        """Report the last word on all goals."""
        self._results = {result.goal: result for result in results}
        self._report()

    def _report(self) -> None:
        self._reported = monotonic()
        if self._on_progress is not None:
            known = sorted(self._results.values(), key=lambda result: list(Goal).index(result.goal))
            self._on_progress(Progress(seconds=self.seconds, goals=tuple(known)))
