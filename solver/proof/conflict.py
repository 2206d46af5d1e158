"""Unsatisfiable core: which obligatory requests contradict each other, when nothing can be scheduled at all."""

from collections.abc import Callable, Collection
from threading import Thread

from ortools.sat.python import cp_model

from solver.exact.rules import RULES, obligatory
from solver.exact.variables import Variables
from solver.state.index import Index

SECONDS = 2.0
"""Per test whether a request can be left out of the conflict."""
TESTS = 40
"""Most such tests: a small conflict is wanted, not the smallest."""
PATIENCE = 0.25
"""Seconds that a test gets to come to an end when it is told to."""


def conflict(
    index: Index, stop: Callable[[], bool] = lambda: False, among: Collection[str] | None = None
) -> tuple[str, ...]:
    """Requests that cannot all be placed as they must; leaving out any of them solves it, if there was time to try.

    They are sought `among` requests of which that is known, by default all that must be placed. When `stop` says so,
    which is asked all the time, the requests that are not told apart yet are all named.
    """
    variables = Variables(index, cp_model.CpModel())
    for apply in RULES:
        if apply is not obligatory.apply:
            apply(variables)
    literals = obligatory.obligatory(variables)
    first = [number for number in literals if among is None or index.problem.requests[number].id in among]
    core = _contradicting(variables, literals, first, stop) or first
    for number in core[:TESTS]:
        if number in core and not stop():
            smaller = _contradicting(variables, literals, [other for other in core if other != number], stop)
            core = smaller or core
    return tuple(index.problem.requests[number].id for number in core)


def _contradicting(
    variables: Variables, literals: dict[int, cp_model.IntVar], assumed: list[int], stop: Callable[[], bool]
) -> list[int]:
    """Those of the assumed requests that cannot all be placed; empty if they can or it is not known."""
    model = variables.model
    model.clear_assumptions()
    model.add_assumptions([literals[number] for number in assumed])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.catch_sigint_signal = False
    if not _infeasible(solver, model.clone(), stop):
        return []
    core = set(solver.sufficient_assumptions_for_infeasibility())
    return [number for number in assumed if literals[number].index in core]


def _infeasible(solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Callable[[], bool]) -> bool:
    """Solve in a thread; a solve that does not listen is left to itself."""
    if stop():
        return False
    found: list[object] = []
    thread = Thread(target=lambda: found.append(solver.solve(model)), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.02)
        if stop():
            solver.stop_search()
            thread.join(PATIENCE)
            break
    return found == [cp_model.INFEASIBLE]
