"""The seam to the exact model (`solver.exact`): the proof of one goal after the other, beside the search."""

from solver.exact.goals import GOALS
from solver.exact.model import ExactModel
from solver.exact.worker import Answer, Search, Worker
from solver.index import Index
from solver.result import Goal
from solver.run import Run
from solver.sketch import Sketch

EXACT_LIMIT = 400_000
"""Above so many possible (request, slot, agent) combinations the exact model would take too long to build."""
ORDER = tuple(goal for goal, _ in GOALS)
"""The goals that are proved, in their order."""


def can_prove(index: Index) -> bool:
    """Whether the exact model of the problem is of a size that can be built."""
    return (
        sum(case.starts.bit_count() * (1 + sum(len(side) for side in case.sides)) for case in index.cases)
        <= EXACT_LIMIT
    )


class Proving:
    """One proof at a time; what it finds can be looked at all the time."""

    def __init__(self, index: Index, run: Run) -> None:
        self._run, self._model = run, ExactModel(index)
        self._goal: Goal | None = None
        self._worker: Worker | None = None

    def limit(self, goal: Goal) -> int:
        """What no schedule can pass, known without a proof."""
        return self._model.aim(goal).limit

    def keep(self, goal: Goal, value: int) -> None:
        """Hold the value of a goal from now on."""
        self._model.keep(goal, value)

    def begin(self, goal: Goal, start: Sketch, seconds: float, *, beside: bool, only_bound: bool) -> None:
        """Start to prove a goal; `beside` a search that uses a core, `only_bound` if that one finds the schedules."""
        self._goal = goal
        search = Search(self._run, seconds, beside=beside, proof=only_bound)
        self._worker = self._model.worker(goal, start, search)
        self._worker.start()

    @property
    def done(self) -> bool:
        """Whether there is nothing to wait for."""
        return self._worker is None or self._worker.done

    @property
    def bound(self) -> int | None:
        """What no schedule can pass, as far as known by now."""
        if self._worker is None or self._goal is None:
            return None
        return self._model.bound(self._goal, self._worker)

    @property
    def impossible(self) -> bool:
        """Whether no schedule keeps all rules."""
        return self._worker is not None and self._worker.answer.infeasible

    def found(self) -> Sketch | None:
        """The best schedule that the proof has come upon."""
        return None if self._worker is None else self._model.outcome(self._worker).sketch

    def wait(self) -> None:
        """For the end of the proof, the time, or a stop."""

        def tell(answer: Answer) -> None:
            del answer

        if self._worker is not None:
            self._worker.wait(tell)

    def end(self) -> None:
        """Now; what is known stays."""
        if self._worker is not None:
            self._worker.stop()
