"""One solve of a model in the background, so that the caller can be told and can stop it at any moment."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, isfinite
from threading import Event, Thread
from typing import Any

from ortools.sat.python import cp_model, cp_model_helper

from solver.proof.child import complete_hint
from solver.proof.process import Child
from solver.state.clock import Run

PATIENCE = 0.25
"""Seconds that a solve gets to come to an end when it is told to; a child process is ended then."""
HURRY = 0.1
"""The same after the caller has asked to stop."""


@dataclass(frozen=True, slots=True)
class Search:
    """The parameters of one solve."""

    run: Run
    seconds: float
    beside: bool = False
    """Beside a local search, which takes one of the workers."""
    proof: bool = False
    """Core-guided: good bounds, and no schedule until the very best one; takes one worker."""

    linear: bool = False
    """With all that a linear relaxation says."""

    direct: bool = False
    """Without presolve, which costs more than it saves in a relaxation with few rows."""

    complete: bool = False
    """The hint of the decisions is extended to all that follows from them before the solve."""

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
        if self.linear:
            parameters.linearization_level = 2
        parameters.cp_model_presolve = not self.direct
        if self.proof:
            parameters.optimize_with_core = True
            parameters.linearization_level = 0
        elif self.complete:
            parameters.symmetry_level = 0  # what breaks symmetries forbids most hints


@dataclass(slots=True)
class SolveAnswer:
    """What is known of the objective, and the values of all variables in the best solution."""

    value: int | None = None
    bound: int | None = None
    values: list[int] | None = None
    infeasible: bool = False
    work: float = 0.0
    """CP-SAT's deterministic seconds, once it has come to an end in this process."""


class Inbox:
    """Collects the messages of a solve, in the form of `solver.proof.child`, into an answer."""

    def __init__(self, *, largest: bool) -> None:
        self.answer, self.over, self._largest = SolveAnswer(), Event(), largest

    def receive(self, kind: str, *news: Any) -> None:
        """Take one message into the answer."""
        if kind == "bound":
            self._bounded(news[0])
        elif kind == "solution":
            self._found(*news)
        elif not self.over.is_set():
            status, objective, bound, values = news
            self.answer.infeasible = status == int(cp_model.INFEASIBLE)
            if values is not None:
                self._found(objective, values)
                self._bounded(bound)
            self.over.set()

    def _found(self, objective: float, values: list[int]) -> None:
        self.answer.value, self.answer.values = round(objective), values

    def _bounded(self, bound: float) -> None:
        if isfinite(bound):
            self.answer.bound = floor(bound + 1e-6) if self._largest else ceil(bound - 1e-6)


class Worker:
    """Runs a solve, in a child process if it is given one; its answer can be looked at all the time."""

    def __init__(self, model: cp_model.CpModel, search: Search, child: Child | None = None) -> None:
        self._model, self._search, self._child = model, search, child
        self._inbox = Inbox(largest=model.proto.objective.scaling_factor < 0)
        self._solver = cp_model.CpSolver()
        search.apply(self._solver)
        self._begun = False

    @property
    def apart(self) -> bool:
        """Whether it solves in a process of its own: otherwise nobody may change the model meanwhile."""
        return self._child is not None

    @property
    def answer(self) -> SolveAnswer:
        """What is known by now."""
        return self._inbox.answer

    @property
    def done(self) -> bool:
        """Whether it came to an end."""
        return self._inbox.over.is_set()

    def start(self) -> None:
        """Start in the background."""
        self._begun = True
        if self._child is None:
            arguments = (self._model, self._solver, self._inbox, self._search.complete)
            Thread(target=_solve, args=arguments, daemon=True).start()
        else:
            self._child.solve(str(self._model.proto), str(self._solver.parameters), self._inbox.receive)

    def stop(self) -> None:
        """Stop the solve; what is known by then stays in the answer."""
        if not self._begun or self.done:
            return
        patience = HURRY if self._search.run.stopped else PATIENCE
        if self._child is None:
            self._solver.stop_search()
            self._inbox.over.wait(patience)
        else:
            self._child.stop()
            if not self._inbox.over.wait(patience):
                self._child.kill()

    def wait(self, tell: Callable[[SolveAnswer], None]) -> None:
        """Wait until proved, out of time, or stopped; `tell` is called from the caller's own thread."""
        while not self._inbox.over.wait(0.05) and not self._search.run.over():
            tell(self.answer)
        self.stop()
        tell(self.answer)


def _solve(model: cp_model.CpModel, solver: cp_model.CpSolver, inbox: Inbox, complete: bool) -> None:
    if complete:
        complete_hint(model.proto, cp_model_helper.SolveWrapper())
    solver.best_bound_callback = lambda bound: inbox.receive("bound", bound)
    status = solver.solve(model, _Listener(inbox))
    inbox.answer.work = solver.response_proto.deterministic_time
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        values = list(solver.response_proto.solution)
        inbox.receive("over", int(status), solver.objective_value, solver.best_objective_bound, values)
    else:
        inbox.receive("over", int(status), None, None, None)


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox

    def on_solution_callback(self) -> None:
        self._inbox.receive("solution", self.objective_value, list(self.response_proto.solution))
