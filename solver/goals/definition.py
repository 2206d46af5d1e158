"""What a goal consists of: its score, its exact term and its bounds, in one object."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from solver.bounds.premises import Premises
from solver.bounds.terms import Terms
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDefinition:
    """A goal as everybody but the judge and the compiled search sees it."""

    goal: Goal
    score: Callable[[Board], int]
    """The value of a schedule."""
    near: bool = False
    """It compares with the reference of the problem, and does not exist without one."""
    limit: Callable[[Index], int] = lambda _: 0
    """What no schedule can pass, at first sight."""
    objective: Callable[[Variables], Objective] | None = None
    """The goal in the exact model; None: it is decided after it, when concrete places are assigned."""
    terms: Callable[[Index], Terms] | None = None
    """The goal in the linear relaxation, if only the set of placed requests matters; always a cost."""
    bound: Callable[[Premises], int] | None = None
    """What no schedule can pass that keeps the goals before; beside the limit and the linear relaxation."""
    relaxation: Callable[[Premises], cp_model.CpModel | None] | None = None
    """A small CP-SAT model to be minimised, whose objective no such schedule can pass; None where there is none."""
    corrected: Callable[[int, Mapping[Goal, int]], int] = lambda bound, _: bound
    """The bound for a schedule with these values of all goals, where `bound` has left some of them open."""
