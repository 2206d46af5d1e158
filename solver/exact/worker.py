"""One solve of a model in a thread of its own, so that the caller can be told and can stop it at any moment."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, isfinite
from threading import Thread

from ortools.sat.python import cp_model

from solver.run import Run

PATIENCE = 0.35
"""Seconds that a solve gets to come to an end when it is told to."""


@dataclass(frozen=True, slots=True)
class Search:
    """How one solve works."""

    run: Run
    seconds: float
    beside: bool = False
    """Beside a local search, which takes one of the workers."""
    proof: bool = False
    """Core-guided: good bounds, and no schedule until the very best one; takes one worker."""

    def apply(self, solver: cp_model.CpSolver) -> None:
        """Set the parameters."""
        settings, parameters = self.run.settings, solver.parameters
        alone = self.run.repeatable or self.proof
        parameters.num_workers = 1 if alone else max(1, settings.workers - self.beside)
        parameters.random_seed = settings.seed
        parameters.catch_sigint_signal = False  # signals belong to the process that called us
        if settings.deterministic_limit is not None:
            parameters.max_deterministic_time = settings.deterministic_limit
        else:
            parameters.max_time_in_seconds = max(0.0, self.seconds)
        if self.proof:
            parameters.optimize_with_core = True
            parameters.linearization_level = 0


@dataclass(slots=True)
class Answer:
    """What is known of the objective, and the values of all variables in the best solution."""

    value: int | None = None
    bound: int | None = None
    values: list[int] | None = None
    infeasible: bool = False


class Worker:
    """Runs a solve; its answer can be looked at all the time."""

    def __init__(self, model: cp_model.CpModel, search: Search) -> None:
        self._model = model
        self._search = search
        self._largest = model.proto.objective.scaling_factor < 0
        self.answer = Answer()
        self._solver = cp_model.CpSolver()
        search.apply(self._solver)
        self._solver.best_bound_callback = self._bounded
        self._thread = Thread(target=self._solve, daemon=True)

    def start(self) -> None:
        """Begin in the background."""
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether it came to an end by itself."""
        return self._thread.ident is not None and not self._thread.is_alive()

    def stop(self) -> None:
        """Come to an end soon; what is known by then stays in the answer."""
        if self._thread.is_alive():
            self._solver.stop_search()
            self._thread.join(PATIENCE)

    def wait(self, tell: Callable[[Answer], None]) -> None:
        """Until proved, out of time, or stopped; `tell` is called from the caller's own thread."""
        while self._thread.is_alive() and not self._search.run.over():
            self._thread.join(0.05)
            tell(self.answer)
        self.stop()

    def _solve(self) -> None:
        solver = self._solver
        status = solver.solve(self._model, _Listener(self._found))
        self.answer.infeasible = status == cp_model.INFEASIBLE
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._found(round(solver.objective_value), list(solver.response_proto.solution))
            self._bounded(solver.best_objective_bound)

    def _found(self, value: int, values: list[int]) -> None:
        self.answer.value, self.answer.values = value, values

    def _bounded(self, bound: float) -> None:
        if isfinite(bound):
            self.answer.bound = floor(bound + 1e-6) if self._largest else ceil(bound - 1e-6)


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, found: Callable[[int, list[int]], None]) -> None:
        super().__init__()
        self._found = found

    def on_solution_callback(self) -> None:
        self._found(round(self.objective_value), list(self.response_proto.solution))
