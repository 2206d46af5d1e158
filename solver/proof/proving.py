"""The seam to what can be proved: bounds first, then the exact model (`solver.exact`), one goal after the other.

The search may work beside it. Each tells the other what it finds: `better` gives a schedule to the proof, `found` takes
one from it.
"""

from collections.abc import Callable
from dataclasses import replace

from solver.bounds.alone import Agendas, unavoidable_breaks, unavoidable_waiting
from solver.bounds.changes import changes_and_breaks
from solver.bounds.goals import best_of, cost, relaxed
from solver.bounds.patterns import pattern_model
from solver.bounds.relaxation import Bound
from solver.goals import GOALS, SCORES
from solver.model.result import Goal
from solver.proof.model import ExactModel
from solver.proof.worker import Answer, Search, Worker
from solver.state.board import Board, Seat
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.size import combinations
from solver.state.sketch import Sketch

EXACT_LIMIT = 400_000
"""Above so many possible (request, slot, agent) combinations the exact model would take too long to build."""
ORDER = tuple(goal for goal, _ in GOALS)
"""The goals that are proved, in their order."""
PATTERNS = 1.5
"""Most seconds for the busy-pattern relaxation."""
RESTART = 5.0
"""Seconds that a solve works before a better schedule lets it begin again; twice as many each time."""


def can_prove(index: Index) -> bool:
    """Whether the exact model of the problem is of a size that can be built."""
    return combinations(index) <= EXACT_LIMIT


def first_bounds(index: Index) -> dict[Goal, int]:
    """What is certain of every goal at first sight."""
    bounds = dict.fromkeys(Goal, 0)
    bounds[Goal.REQUIRED] = sum(case.required and not case.starts for case in index.cases)
    bounds[Goal.VALUE] = sum(case.value for case in index.cases if case.starts)
    return bounds


class Proving:
    """One proof at a time; what it finds can be looked at all the time."""

    def __init__(self, index: Index, run: Run) -> None:
        self._index, self._run = index, run
        self._model = ExactModel(index)
        self._obligatory = frozenset(self._model.certain.placed)
        self._relaxed: Bound | None = None
        self._goal, self._limit, self._worst = Goal.REQUIRED, 0, 0
        self._worker: Worker | None = None
        self._search = Search(run, 0.0)
        self._begun, self._patience = 0.0, RESTART
        self.kept: dict[Goal, int] = {}
        """The values for which the bounds of later goals hold."""
        self.fewest_breaks = 0
        """No schedule has fewer breaks, as far as known by now; each of them is a slot of waiting."""
        self.changes_and_breaks = 0
        """No schedule has fewer changes of place and breaks together; known from the goal of breaks on."""

    def limit(self, goal: Goal) -> int:
        """What no schedule can pass that keeps the values so far, known without a solve."""
        self._goal, self._limit, self._relaxed = goal, self._model.aim(goal).limit, None
        if all(other in self.kept for other in ORDER[: ORDER.index(goal)]):
            self._relaxed = relaxed(self._index, goal, self.kept, self._run.over)
            if self._relaxed is not None:
                self._limit = best_of(goal, self._limit, cost(goal, self._relaxed.cost))
            if goal is Goal.BREAKS:
                self.changes_and_breaks = changes_and_breaks(self._index, self.kept, self._run.over)
                self._limit = best_of(goal, self._limit, self._breaks())
            if goal is Goal.WAITING:
                agendas = Agendas.of(self._index, self._model.certain)
                self._limit = max(self._limit, unavoidable_waiting(self._index, agendas, self.kept[Goal.BREAKS]))
                if not self._index.some_overlap:
                    self._limit = max(self._limit, self.fewest_breaks)
        self._model.never_better(goal, self._limit)
        return self._limit

    def keep(self, goal: Goal, value: int) -> None:
        """Hold the value of a goal, whose limit was asked for, from now on."""
        self.kept[goal] = value
        self._model.keep(goal, value)
        self._exclude(cost(goal, value))

    def begin(self, goal: Goal, start: Sketch, seconds: float, *, beside: bool, only_bound: bool) -> None:
        """Start to prove a goal; `beside` a search that uses a core, `only_bound` if that one finds the schedules."""
        self._search = Search(self._run, seconds, beside=beside, proof=only_bound)
        self._patience = RESTART
        self._goal = goal
        self._solve(start)

    def better(self, sketch: Sketch) -> None:
        """Let the solve begin again from a schedule that is better than all it knows, if that is worth it."""
        passed = self._run.seconds - self._begun
        if self._worker is None or self._search.proof or self._run.repeatable or passed < self._patience:
            return
        found, value = self._worker.answer.value, self._value(sketch)
        if value < self._worst and (found is None or value < cost(self._goal, found)):
            self._limit = best_of(self._goal, self._limit, self.bound)
            self._model.never_better(self._goal, self._limit)
            self._worker.stop()
            self._search = replace(self._search, seconds=self._search.seconds - passed)
            self._patience *= 2
            self._solve(sketch)

    @property
    def done(self) -> bool:
        """Whether there is nothing to wait for."""
        return self._worker is None or self._worker.done

    @property
    def bound(self) -> int:
        """What no schedule can pass, as far as known by now."""
        if self._worker is None:
            return self._limit
        return best_of(self._goal, self._limit, self._model.bound(self._goal, self._worker))

    @property
    def impossible(self) -> bool:
        """Whether no schedule keeps all rules."""
        return self._worker is not None and self._worker.answer.infeasible

    def found(self) -> Sketch | None:
        """The best schedule that the proof has come upon."""
        return None if self._worker is None else self._model.outcome(self._worker).sketch

    def wait(self, tell: Callable[[Answer], None] = lambda _: None) -> None:
        """For the end of the proof, the time, or a stop; `tell` is called from the caller's own thread meanwhile."""
        if self._worker is not None:
            self._worker.wait(tell)

    def end(self) -> None:
        """Now; what is known stays."""
        if self._worker is not None:
            self._worker.stop()

    def _breaks(self) -> int:
        """The breaks that agendas cannot be without, whoever meets whom."""
        agendas = Agendas.of(self._index, self._model.certain)
        bound = sum(unavoidable_breaks(self._index, agendas))
        model = pattern_model(self._index, agendas) if agendas.complete else None
        if model is not None:
            worker = Worker(model, Search(self._run, min(PATTERNS, self._run.left)), self._model.child)
            worker.start()
            worker.wait(lambda _: None)
            bound = max(bound, worker.answer.bound or 0)
        return bound

    def _solve(self, start: Sketch) -> None:
        if self._obligatory <= start.keys():
            self._worst = self._value(start)
            self._exclude(self._worst)
        self._worker = self._model.worker(self._goal, start, self._search)
        self._begun = self._run.seconds
        self._worker.start()

    def _exclude(self, limit: int) -> None:
        """Schedules that cost more are of no interest any more."""
        if self._relaxed is not None:
            self._model.exclude(self._relaxed, limit)

    def _value(self, sketch: Sketch) -> int:
        """The cost of a schedule in the present goal."""
        board, kinds = Board(self._index), self._model.variables.kinds
        for number, choice in sketch.items():
            board.put(number, Seat(choice.slot, kinds.members[choice.kind][0], choice.agents))
        return cost(self._goal, SCORES[self._goal](board))
