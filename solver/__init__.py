"""Pure optimisation: a problem in, the best schedule out, with proved bounds and reasons.

`solve` and `solver.repair.repair` are imported when they are first asked for: they need OR-Tools and numba, which take
a second and 100 MB. Processes that only need values and rules start without them; `tests/test_start.py` keeps it so.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from solver.explain.reasons import explain
from solver.model.parts import Agent, Delegation, Pin, Place, Request, RequestRole, Side, Slot
from solver.model.problem import Problem
from solver.model.reference import Mode, Reference
from solver.model.result import Goal, GoalResult, PlanProgress, Reason, ReasonCode, Result, Status
from solver.model.sanity import InvalidProblem
from solver.model.schedule import Assignment, Schedule
from solver.model.settings import Settings
from solver.state.closeness import people_disturbed
from solver.state.first_come import first_come_first_served
from solver.state.openings import Openings
from solver.state.reachable import best_values_alone, fairness_targets
from solver.validate import Report, Rule, Violation, confirm, unconfirmed, validate

if TYPE_CHECKING:
    from solver.plan.solve import solve

__all__ = [
    "Agent",
    "Assignment",
    "Delegation",
    "Goal",
    "GoalResult",
    "InvalidProblem",
    "Mode",
    "Openings",
    "Pin",
    "Place",
    "PlanProgress",
    "Problem",
    "Reason",
    "ReasonCode",
    "Reference",
    "Report",
    "Request",
    "RequestRole",
    "Result",
    "Rule",
    "Schedule",
    "Settings",
    "Side",
    "Slot",
    "Status",
    "Violation",
    "best_values_alone",
    "confirm",
    "explain",
    "fairness_targets",
    "first_come_first_served",
    "people_disturbed",
    "solve",
    "unconfirmed",
    "validate",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Lazy import (PEP 562) of what needs OR-Tools and numba."""
        if name != "solve":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module("solver.plan.solve").solve
