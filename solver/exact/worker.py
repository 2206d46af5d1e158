"""One solve of a model in a thread of its own, so that the caller can be told and can stop it at any moment."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, isfinite
from threading import Thread
from time import monotonic
from typing import Self

from ortools.sat.python import cp_model

from solver.run import Run

PATIENCE = 0.35
"""Seconds that a solve gets to come to an end when it is told to."""


@dataclass(frozen=True, slots=True)
class Search:
    """How one solve works."""

    seconds: float
    workers: int
    seed: int
    deterministic: float | None

    @classmethod
    def of(cls, run: Run, seconds: float) -> Self:
        """The settings of the run, with the seconds of this solve."""
        settings = run.settings
        workers = 1 if run.repeatable else settings.workers
        return cls(seconds, workers, settings.seed, settings.deterministic_limit)

    def apply(self, solver: cp_model.CpSolver) -> None:
        """Set the parameters."""
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = self.seed
        if self.deterministic is not None:
            solver.parameters.max_deterministic_time = self.deterministic
        else:
            solver.parameters.max_time_in_seconds = self.seconds


@dataclass(slots=True)
class Answer:
    """What is known of the objective, and the values of all variables in the best solution."""

    value: int | None = None
    bound: int | None = None
    values: list[int] | None = None
    infeasible: bool = False


class Worker:
    """Runs a solve; `tell(value, bound)` is called from the caller's own thread."""

    def __init__(self, model: cp_model.CpModel, search: Search, tell: Callable[[int | None, int | None], None]) -> None:
        self._model = model
        self._search = search
        self._tell = tell
        self._largest = model.proto.objective.scaling_factor < 0
        self._answer = Answer()

    def work(self, run: Run) -> Answer:
        """Solve until proved, out of time, or stopped."""
        solver = cp_model.CpSolver()
        self._search.apply(solver)
        solver.best_bound_callback = self._bounded
        thread = Thread(target=self._solve, args=(solver,), daemon=True)
        thread.start()
        ends = monotonic() + (float("inf") if run.repeatable else self._search.seconds)
        while thread.is_alive():
            thread.join(0.05)
            self._tell(self._answer.value, self._answer.bound)
            if run.over() or monotonic() > ends:
                solver.stop_search()
                thread.join(PATIENCE)
                break
        return self._answer

    def _solve(self, solver: cp_model.CpSolver) -> None:
        status = solver.solve(self._model, _Listener(self._found))
        self._answer.infeasible = status == cp_model.INFEASIBLE
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._found(round(solver.objective_value), list(solver.response_proto.solution))
            self._bounded(solver.best_objective_bound)

    def _found(self, value: int, values: list[int]) -> None:
        self._answer.value, self._answer.values = value, values

    def _bounded(self, bound: float) -> None:
        if isfinite(bound):
            self._answer.bound = floor(bound + 1e-6) if self._largest else ceil(bound - 1e-6)


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, found: Callable[[int, list[int]], None]) -> None:
        super().__init__()
        self._found = found

    def on_solution_callback(self) -> None:
        self._found(round(self.objective_value), list(self.response_proto.solution))
