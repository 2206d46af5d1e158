"""Pure optimisation: a problem in, the best schedule out, with proved bounds and reasons."""

from solver.alone import best_values_alone
from solver.explain import explain
from solver.first_come import first_come_first_served
from solver.openings import Openings
from solver.plan import plan
from solver.problem import Agent, Delegation, Pin, Place, Problem, Request, Side, Slot
from solver.result import Goal, GoalResult, Progress, Reason, ReasonCode, Result, Status
from solver.sanity import InvalidProblem
from solver.schedule import Assignment, Schedule
from solver.settings import Settings
from solver.validate import Report, Rule, Violation, confirm, unconfirmed, validate

__all__ = [
    "Agent",
    "Assignment",
    "Delegation",
    "Goal",
    "GoalResult",
    "InvalidProblem",
    "Openings",
    "Pin",
    "Place",
    "Problem",
    "Progress",
    "Reason",
    "ReasonCode",
    "Report",
    "Request",
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
    "first_come_first_served",
    "plan",
    "unconfirmed",
    "validate",
]
