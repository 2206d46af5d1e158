"""Time limit and stop flag of a run: how much time is left, whether to stop, and what to report meanwhile."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic, sleep

from solver.model.result import Goal, GoalResult, PlanProgress
from solver.model.settings import Settings

POLL = 0.05
"""Seconds between two looks at `should_stop`."""
GRACE = 0.15
"""Seconds after a stop in which a first schedule may still be found."""
HOUSED, FILLED, EXPLAINED = 0.1, 0.15, 0.25
"""Seconds after a stop until which places are chosen with care, until which what still fits is put in, and until which
reasons are looked for."""
AT_LEAST = 0.01
"""Seconds for each of both in any case."""
RESERVED_SHARE = 0.4
"""Most of the time that is kept for what comes after the search."""
PAUSE = 0.05
"""Seconds between two looks at what works elsewhere."""
LATER = 1.0
"""Seconds after which something large is taken apart."""
REPORT = 0.5
"""Fewest seconds between two progress reports."""


class StopRequested(Exception):
    """The stop flag is set, in the middle of something that has nothing to show before it is complete."""


@contextmanager
def without_gc() -> Iterator[None]:
    """Disable the garbage collector: among hundreds of thousands of new objects that all stay, it takes most of the
    time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if gc.get_freeze_count() == 0:
                gc.freeze()  # and back: all that is new counts as old, and is not looked through at once
                gc.unfreeze()
            gc.enable()


def free_later(*things: object) -> None:
    """Deferred deallocation of something large, when the caller has had time for the answer: taking a model apart takes
    a good part of the half second in which a stop is answered."""
    timer = Timer(LATER, lambda *_: None, things)
    timer.daemon = True
    timer.start()


class Run:
    """Time limit, stop flag and progress of one run; every long loop polls `over()`."""

    def __init__(
        self,
        settings: Settings,
        on_progress: Callable[[PlanProgress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.settings = settings
        self.stopped = False
        self.reserved = 0.0
        """Seconds that search and proofs leave for what comes after them."""
        self.has_result = False
        """Whether there is a schedule with which the run could end now."""
        self._results: dict[Goal, GoalResult] = {}
        self._placed: Callable[[], frozenset[str]] = frozenset
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._begun = monotonic()
        self._asked = self._begun
        self._polled = self._begun - POLL  # the first look is at once: a small problem is done before the second
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
        """Seconds until the time limit, less what is reserved; without end when repeatable."""
        return float("inf") if self.repeatable else self.settings.time_limit - self.reserved - self.seconds

    def reserve(self, seconds: float) -> None:
        """Leave so many seconds, but no more than `RESERVED_SHARE` of them, to what comes after search and proofs."""
        self.reserved = max(0.0, min(seconds, RESERVED_SHARE * self.left))

    def release(self) -> float:
        """Give what was reserved to what comes now; returns how many seconds that are."""
        released, self.reserved = self.reserved, 0.0
        return released

    def over(self) -> bool:
        """Whether to come to an end: the time is over, or the caller wants to stop."""
        now = monotonic()
        if not self.stopped and self._should_stop is not None and now - self._polled >= POLL:
            self._polled = now
            self.stopped, self._asked = self._should_stop(), now
        return self.stopped or self.left <= 0

    def poll_stop(self) -> None:
        """Poll the stop flag: raise `StopRequested` if it is set; without a result only if `grace_is_over`."""
        if self.asked_to_stop() if self.has_result else self.grace_is_over():
            raise StopRequested

    def grace_is_over(self) -> bool:
        """Whether the caller has asked to stop more than `GRACE` ago: nothing is begun any more."""
        return self.asked_to_stop() and monotonic() - self._asked > GRACE

    def wait_for(self, ready: Callable[[], bool]) -> None:
        """Poll until the search is compiled, whereupon the clock begins anew, or for a stop."""
        while not ready() and not self.asked_to_stop():
            if monotonic() - self._reported >= REPORT:
                self._report(compiling=True)
            sleep(PAUSE)
        if not self.stopped:
            self._begun = monotonic()

    def deadline_after_stop(self, seconds: float) -> Callable[[], bool]:
        """A function that says whether so many seconds have passed since a stop, and `AT_LEAST` since now."""
        begun = monotonic()
        return lambda: self.asked_to_stop() and monotonic() > max(begun + AT_LEAST, self._asked + seconds)

    def asked_to_stop(self) -> bool:
        """Whether the caller wants to stop, whatever the time."""
        self.over()
        return self.stopped

    def tell(self, *results: GoalResult, placed: Callable[[], frozenset[str]] = frozenset) -> None:
        """Report progress, at most twice a second: what is known of goals, in their order, and what is `placed`."""
        self._results |= {result.goal: result for result in results}
        self._placed = placed
        if monotonic() - self._reported >= REPORT:
            self._report()

    def finish(self, results: tuple[GoalResult, ...], placed: Iterable[str] = ()) -> None:
        """Report the final values and bounds of all goals, and the ids of the requests that are `placed`."""
        self._results = {result.goal: result for result in results}
        self._placed = lambda: frozenset(placed)
        self._report()

    def _report(self, *, compiling: bool = False) -> None:
        self._reported = monotonic()
        if self._on_progress is not None:
            goals = tuple(self._results.values())
            self._on_progress(
                PlanProgress(seconds=self.seconds, goals=goals, placed=self._placed(), compiling=compiling)
            )
