"""Which obligatory requests contradict each other, when nothing can be scheduled at all."""

from ortools.sat.python import cp_model

from solver.exact.rules import RULES, obligatory
from solver.exact.variables import Variables
from solver.index import Index

SECONDS = 2.0
"""Per test whether a request can be left out of the conflict."""
TESTS = 40
"""Most such tests: a small conflict is wanted, not the smallest."""


def conflict(index: Index) -> tuple[str, ...]:
    """Requests that cannot all be placed as they must; leaving out any of them solves it, if there was time to try."""
    variables = Variables(index, cp_model.CpModel())
    for apply in RULES:
        if apply is not obligatory.apply:
            apply(variables)
    literals = obligatory.obligatory(variables)
    core = _contradicting(variables, literals, list(literals))
    for number in core[:TESTS]:
        smaller = _contradicting(variables, literals, [other for other in core if other != number])
        core = smaller or core
    return tuple(index.problem.requests[number].id for number in core)


def _contradicting(variables: Variables, literals: dict[int, cp_model.IntVar], assumed: list[int]) -> list[int]:
    """Those of the assumed requests that cannot all be placed; empty if they can or nobody knows."""
    model = variables.model
    model.clear_assumptions()
    model.add_assumptions([literals[number] for number in assumed])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.catch_sigint_signal = False
    if solver.solve(model) != cp_model.INFEASIBLE:
        return []
    core = set(solver.sufficient_assumptions_for_infeasibility())
    return [number for number in assumed if literals[number].index in core]
