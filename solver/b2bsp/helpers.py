"""Helper processes that prove beside the search; results come through a pipe, and they can be killed at any moment."""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread, active_count
from typing import Any

from ortools.sat.python import cp_model

from solver.b2bsp.instance import Instance
from solver.b2bsp.model import ProofModel
from solver.b2bsp.patterns import pattern_model


@dataclass(frozen=True, slots=True)
class News:
    """What a helper has found out."""

    bound: int | None = None
    schedule: Sequence[int] | None = None
    infeasible: bool = False
    over: bool = False
    """The helper has nothing more to say."""


Tell = Callable[[News], None]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a helper begins."""

    bound: int
    schedule: Sequence[int] | None


class Helper:
    """One such process; it ends itself when the one that started it is gone."""

    def __init__(self, work: Callable[..., None], *arguments: object) -> None:
        # a fork needs no second import, but copies locks that other threads hold
        alone = active_count() == 1 and "fork" in get_all_start_methods()
        context: Any = get_context("fork" if alone else "spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(sender, work, arguments), daemon=True)
        self._process.start()
        sender.close()
        self.over = False

    def news(self, seconds: float = 0.0) -> list[News]:
        """All that came in; waits for something at most so long."""
        found: list[News] = []
        while not self.over and wait([self._receiver], timeout=0.0 if found else seconds):
            try:
                news = self._receiver.recv()
            except EOFError:
                news = News(over=True)
            self.over = news.over
            found.append(news)
        return found

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self._receiver.close()
        self.over = True


def _work(sender: Connection, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the process that started it decides
    end_with_parent()
    work(*arguments, sender.send)
    sender.send(News(over=True))


def end_with_parent() -> None:
    """From now on this process ends when the one that started it is gone."""
    Thread(target=_watch, args=(parent_process(),), daemon=True).start()


def _watch(parent: BaseProcess | None) -> None:
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def prove(instance: Instance, known: Known, seed: int, seconds: float, tell: Tell) -> None:
    """The exact model by core-guided search: bounds on the way, the schedule at the end."""
    proof = ProofModel(instance)
    proof.minimize(known.bound)
    if known.schedule is not None:
        proof.hint(known.schedule)
    solver = _solver(seed, seconds, tell)
    solver.parameters.optimize_with_core = True
    solver.parameters.linearization_level = 0
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(proof.model, _Schedules(proof, tell))
    if status == cp_model.INFEASIBLE:
        tell(News(infeasible=True))
    elif status == cp_model.OPTIMAL:
        tell(News(bound=round(solver.objective_value), schedule=proof.read(solver.response_proto.solution)))


def relax(instance: Instance, seconds: float, tell: Tell) -> None:
    """The bound of the busy-pattern relaxation."""
    solver = _solver(0, seconds, tell)
    if solver.solve(pattern_model(instance)) == cp_model.INFEASIBLE:
        tell(News(infeasible=True))


def _solver(seed: int, seconds: float, tell: Tell) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = seed
    solver.best_bound_callback = lambda bound: tell(News(bound=ceil(bound - 1e-6))) if isfinite(bound) else None
    return solver


class _Schedules(cp_model.CpSolverSolutionCallback):
    def __init__(self, proof: ProofModel, tell: Tell) -> None:
        super().__init__()
        self._proof, self._tell = proof, tell

    def on_solution_callback(self) -> None:
        self._tell(News(schedule=self._proof.read(self.response_proto.solution)))
