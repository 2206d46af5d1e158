"""One rule or goal of the exact model on its own, with some decisions forced."""

from collections.abc import Callable

from ortools.sat.python import cp_model

from solver.exact.objective import Objective
from solver.exact.rules import sides
from solver.exact.variables import Variables
from solver.model.problem import Problem
from solver.state.index import Index

Seats = dict[str, str | None]
"""First slot of each request that is decided, None if it is not placed."""


def possible(given: Problem, apply: Callable[[Variables], None], **seats: str | None) -> bool:
    """Whether the rule allows these seats, written like `A_B="s0"`; all other decisions are free."""
    variables = _variables(given, seats)
    if apply is not sides.apply:
        apply(variables)
    return _solver().solve(variables.model) == cp_model.OPTIMAL


def best(given: Problem, objective: Callable[[Variables], Objective], **seats: str | None) -> int | None:
    """The best value of a goal with these seats, None if there is none."""
    variables = _variables(given, seats)
    goal, solver = objective(variables), _solver()
    variables.model.maximize(goal.sum) if goal.largest else variables.model.minimize(goal.sum)
    return round(solver.objective_value) if solver.solve(variables.model) == cp_model.OPTIMAL else None


def _variables(given: Problem, seats: dict[str, str | None]) -> Variables:
    index = Index(given)
    variables = Variables(index, cp_model.CpModel())
    sides.apply(variables)
    for name, slot in seats.items():
        number = index.request_number[name.replace("_", "-")]
        if slot is None:
            variables.model.add_bool_or([variables.placed[number].negated()])
        elif index.slot_number[slot] in variables.begins[number]:
            variables.model.add_bool_or([variables.begins[number][index.slot_number[slot]]])
        else:
            variables.model.add_bool_or([])
    return variables


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver
