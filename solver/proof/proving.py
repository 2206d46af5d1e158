"""Proofs goal after goal: bounds first, then a solve of the exact model.

The search may work beside it. Each tells the other what it finds: `better` gives a schedule to the proof, `found` takes
one from it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import process_time

from ortools.sat.python import cp_model

from solver.bounds.premises import Premises
from solver.bounds.relaxation import Bound, relax
from solver.bounds.selection import selection_model
from solver.goals import PLAIN, GoalDefinition
from solver.goals.lexicographic import best_of, cost, kept_before
from solver.model.result import Goal
from solver.proof.model import ExactModel
from solver.proof.neighbourhoods import ExactNeighbourhoods
from solver.proof.worker import Search, SolveAnswer, Worker
from solver.state.board import Board, Seat
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.size import combinations
from solver.state.sketch import Sketch

EXACT_LIMIT = 400_000
"""Above so many possible (request, slot, agent) combinations the exact model would take too long to build."""
RELAXATION, RELAXATION_SHARE = 1.5, 0.1
"""Most seconds for a relaxation in CP-SAT (busy patterns, selection), or this part of the time if that is more."""
RESTART = 5.0
"""Processor seconds of the search beside a solve before a better schedule lets it begin again; twice as many each time.
On a busy machine both work longer for them."""


def can_prove(index: Index) -> bool:
    """Whether the exact model of the problem is of a size that can be built."""
    return combinations(index) <= EXACT_LIMIT


class Proving:
    """The proof of one goal after the other; what it finds can be read all the time."""

    def __init__(self, index: Index, run: Run, goals: Sequence[GoalDefinition] = PLAIN) -> None:
        self._index, self._run, self._goals = index, run, goals
        self._definitions = {definition.goal: definition for definition in goals}
        self._model = ExactModel(index, goals)
        self._obligatory = frozenset(self._model.certain.placed)
        self._relaxed: Bound | None = None
        self._goal, self._limit, self._worst = Goal.REQUIRED, 0, 0
        self._worker: Worker | None = None
        self._search = Search(run, 0.0)
        self._neighbourhoods = ExactNeighbourhoods(self._model, run)
        self._begun, self._worked, self._patience = 0.0, 0.0, RESTART
        self.kept: dict[Goal, int] = {}
        """The values for which the bounds of later goals hold."""
        self.afterwards: dict[Goal, int] = {}
        """The bounds of the goals that the exact model does not decide, once all goals about placed requests are kept:
        before the agendas are proved, for which there may not be enough time."""

    def limit(self, goal: Goal, bounds: Mapping[Goal, int] | None = None, *, relaxed: bool = True) -> int:
        """What no schedule can pass that keeps the values so far (and their `bounds`), known without a solve.

        Not `relaxed` it is what is known at first sight.
        """
        definition = self._definitions[goal]
        self._goal, self._limit, self._relaxed = goal, definition.limit(self._index), None
        before = self._goals[: self._goals.index(definition)]
        if relaxed and all(item.goal in self.kept for item in before if item.objective):
            for bound in self._bounds(definition, self._premises(goal, bounds or {})):
                self._limit = best_of(goal, self._limit, bound)
        self._model.never_better(goal, self._limit)
        return self._limit

    def keep(self, goal: Goal, value: int) -> None:
        """Constrain a goal, whose limit was asked for, to its value from now on."""
        self.kept[goal] = value
        self._model.keep(goal, value)
        self._exclude(cost(goal, value))
        placed = all(item.goal in self.kept for item in self._goals if item.terms)
        if placed and not self.afterwards and self._index.problem.reference is None:
            last = [item for item in self._goals if item.bound and item.objective is None]
            self.afterwards = {item.goal: item.bound(self._premises(item.goal, {})) for item in last if item.bound}

    def begin(self, goal: Goal, start: Sketch, seconds: float, *, beside: bool, only_bound: bool) -> None:
        """Start to prove a goal; `beside` a search that uses a core, `only_bound` if that one finds the schedules."""
        self._search = Search(self._run, seconds, beside=beside, proof=only_bound)
        self._patience = RESTART
        self._goal = goal
        self._solve(start)

    def better(self, sketch: Sketch) -> None:
        """Restart the solve from a schedule that is better than all it knows, if that is worth it."""
        worked, passed = process_time() - self._worked, self._run.seconds - self._begun
        if self._worker is None or self._search.proof or self._run.repeatable or worked < self._patience:
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
        return None if self._worker is None else self._model.solve_result(self._worker).sketch

    @property
    def places(self) -> bool:
        """Whether the goal that is being proved is about which requests are placed, so that neighbourhoods help.

        They change the model, which the proof must not read meanwhile: it solves a copy, in a process of its own.
        """
        return self._worker is not None and self._worker.apart and self._definitions[self._goal].terms is not None

    def improve(self, sketch: Sketch, seconds: float) -> tuple[Sketch, int] | None:
        """One neighbourhood of a schedule that has the values kept so far, in the caller's thread, for the goal that is
        being proved: see `ExactNeighbourhoods.improve`."""
        return self._neighbourhoods.improve(self._goal, sketch, seconds)

    def wait(self, tell: Callable[[SolveAnswer], None] = lambda _: None) -> None:
        """Wait for the end of the proof, the time, or a stop; `tell` is called from the caller's own thread."""
        if self._worker is not None:
            self._worker.wait(tell)

    def end(self) -> None:
        """Stop the solve; what is known stays."""
        if self._worker is not None:
            self._worker.stop()

    def _premises(self, goal: Goal, bounds: Mapping[Goal, int]) -> Premises:
        return Premises(
            index=self._index,
            certain=self._model.certain,
            values=self.kept,
            kept=kept_before(self._index, goal, self.kept, self._goals),
            bounds=bounds,
            stop=self._run.over,
        )

    def _bounds(self, definition: GoalDefinition, premises: Premises) -> Iterator[int]:
        """All that the definition of a goal knows of its bound."""
        if definition.terms is not None:
            self._relaxed = relax(self._index, definition.terms(self._index), premises.kept, premises.stop)
            if self._relaxed is not None:
                yield cost(definition.goal, self._relaxed.cost)
            selection = selection_model(self._index, definition.terms(self._index), premises.kept)
            bound = self._relax(selection, direct=True)
            if bound is not None:
                yield cost(definition.goal, bound)
        if definition.bound is not None:
            yield definition.bound(premises)
        model = None if definition.relaxation is None else definition.relaxation(premises)
        if model is not None:
            bound = self._relax(model)
            if bound is not None:
                yield bound

    def _relax(self, model: cp_model.CpModel, *, direct: bool = False) -> int | None:
        """The bound of a relaxation in CP-SAT."""
        seconds = min(max(RELAXATION, RELAXATION_SHARE * self._run.left), self._run.left)
        worker = Worker(model, Search(self._run, seconds, direct=direct), self._model.child)
        worker.start()
        worker.wait(lambda _: None)
        return worker.answer.bound

    def _solve(self, start: Sketch) -> None:
        if self._obligatory <= start.keys():
            self._worst = self._value(start)
            self._exclude(self._worst)
        self._worker = self._model.worker(self._goal, start, self._search)
        self._begun, self._worked = self._run.seconds, process_time()
        self._worker.start()

    def _exclude(self, limit: int) -> None:
        """Reduced-cost fixing: schedules that cost more are of no interest any more."""
        if self._relaxed is not None:
            self._model.exclude(self._relaxed, limit)

    def _value(self, sketch: Sketch) -> int:
        """The cost of a schedule in the present goal."""
        board, kinds = Board(self._index), self._model.variables.kinds
        for number, choice in sketch.items():
            board.put(number, Seat(choice.slot, kinds.members[choice.kind][0], choice.agents))
        return cost(self._goal, self._definitions[self._goal].score(board))
