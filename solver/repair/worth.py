"""The most that any schedule is worth, whomever it disturbs: what reaches it is proved at once."""

from math import floor
from weakref import WeakKeyDictionary

from ortools.sat.python import cp_model

from solver.bounds.selection import selection_model
from solver.goals import PLAIN
from solver.model.result import Goal
from solver.state.index import Index

STEPS = 0.3
"""CP-SAT's deterministic seconds: a forum of 300 meetings needs a tenth."""


def worth_at_most(index: Index) -> int | None:
    """No schedule has more value, by the selection relaxation; None if that has no answer. It is computed once."""
    if index not in _KNOWN:
        _KNOWN[index] = _worth_at_most(index)
    return _KNOWN[index]


def _worth_at_most(index: Index) -> int | None:
    terms = next(item.terms for item in PLAIN if item.goal is Goal.VALUE)
    if terms is None:
        raise AssertionError("the value depends on which requests are placed")
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = STEPS
    solver.parameters.catch_sigint_signal = False
    if solver.solve(selection_model(index, terms(index))) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return floor(-solver.best_objective_bound + 1e-6)


_KNOWN: WeakKeyDictionary[Index, int | None] = WeakKeyDictionary()
