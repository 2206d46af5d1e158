"""Large neighbourhood search by the exact model (Shaw 1998): most requests stay, the others are placed best.

For goals about which requests are placed. Where meetings are long, or venues apart, few exchanges of single meetings
lead on, and the annealing stays where it is.
"""

from collections.abc import Callable, Sequence
from random import Random
from threading import Thread

from ortools.sat.python import cp_model

from solver.model.result import Goal
from solver.proof.model import ExactModel
from solver.state.clock import PAUSE, Run
from solver.state.sketch import Sketch

Free = set[int]
"""Requests that may be placed, moved or left out."""
WORK = 0.3
"""CP-SAT's deterministic time for one subproblem."""
SIZE, GROW, SHRINK = 0.3, 1.1, 0.85
"""How large a neighbourhood is at first, as a share of all slots or requests; it grows while its subproblems are solved
to the end and shrinks when they are not."""
FEWEST = 8
"""Requests that are free at least."""
NEAR = 0.3
"""Share of somebody's partners who join a neighbourhood of people."""
OUT = 0.7
"""How often one begins at the people of a request that is left out."""


class ExactNeighbourhoods:
    """Improves a schedule in one goal, all goals before it kept; each kind of neighbourhood has its own size."""

    def __init__(self, model: ExactModel, run: Run) -> None:
        self._model, self._run, self._index = model, run, model.index
        self._random = Random(run.settings.seed)  # noqa: S311 -- a search, no secret
        self._kinds: tuple[Callable[[Sketch, float], Free], ...] = (self._window, self._slots, self._people)
        self._sizes = [SIZE for _ in self._kinds]
        self._drawn = 0
        self._people_of = [tuple({one for party in case.parties for one in party}) for case in self._index.cases]
        self._requests_of: list[list[int]] = [[] for _ in self._index.free]
        for number, people in enumerate(self._people_of):
            for person in people:
                self._requests_of[person].append(number)

    def improve(self, goal: Goal, sketch: Sketch, seconds: float) -> tuple[Sketch, int] | None:
        """A schedule that is as good or better, perhaps the same, and its value of the goal; None if the time, which is
        short, or so many seconds are over before there is any.
        """
        self._drawn += 1
        kind = self._random.randrange(len(self._kinds))
        free = self._kinds[kind](sketch, self._sizes[kind])
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers, parameters.random_seed = 1, self._drawn
        parameters.symmetry_level, parameters.cp_model_probing_level = 0, 0
        parameters.max_deterministic_time, parameters.max_time_in_seconds = WORK, max(0.0, seconds)
        parameters.catch_sigint_signal = False
        status = self._solve(solver, self._model.around(goal, sketch, free))
        solved = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        self._sizes[kind] = min(1.0, self._sizes[kind] * (GROW if solved else SHRINK))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return self._model.read(list(solver.response_proto.solution)), round(solver.objective_value)

    def _solve(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        """In a thread, so that it can be stopped."""
        found: list[cp_model.CpSolverStatus] = []
        thread = Thread(target=lambda: found.append(solver.solve(model)), daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(PAUSE)
            if self._run.over():
                solver.stop_search()
        return found[0] if found else cp_model.UNKNOWN

    def _left_out(self, sketch: Sketch) -> list[int]:
        return [case.number for case in self._index.cases if case.starts and case.number not in sketch]

    def _inside(self, sketch: Sketch, slots: Sequence[int]) -> Free:
        """What is within these slots, and what is left out."""
        chosen = sum(1 << slot for slot in slots)
        spans = (
            (number, self._index.span(choice.slot, self._index.cases[number].length))
            for number, choice in sketch.items()
        )
        return {number for number, span in spans if not span & ~chosen}.union(self._left_out(sketch))

    def _window(self, sketch: Sketch, size: float) -> Free:
        number = len(self._index.problem.slots)
        length = min(number, max(2, round(size * number)))
        first = self._random.randrange(number - length + 1)
        return self._inside(sketch, range(first, first + length))

    def _slots(self, sketch: Sketch, size: float) -> Free:
        number = len(self._index.problem.slots)
        return self._inside(sketch, self._random.sample(range(number), min(number, max(2, round(size * number)))))

    def _people(self, sketch: Sketch, size: float) -> Free:
        random, requests = self._random, len(self._people_of)
        enough = min(requests, max(FEWEST, round(size * requests)))
        out, free, edge = self._left_out(sketch), Free(), list[int]()
        reached = set[int]()
        while len(free) < enough:
            if not edge:
                begin = random.choice(out) if out and random.random() < OUT else random.randrange(requests)
                free.add(begin)
                edge = [person for person in self._people_of[begin] if person not in reached]
                reached.update(edge)
                continue
            for number in self._requests_of[edge.pop(random.randrange(len(edge)))]:
                free.add(number)
                partners = [one for one in self._people_of[number] if one not in reached and random.random() < NEAR]
                edge += partners
                reached.update(partners)
        return free
