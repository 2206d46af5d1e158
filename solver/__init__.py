"""Pure optimisation: a problem in, the best schedule out, with proved bounds and reasons."""

from solver.problem import Agent, Delegation, Pin, Place, Problem, Request, Side, Slot
from solver.result import Goal, GoalResult, Progress, Reason, ReasonCode, Result, Status
from solver.schedule import Assignment, Schedule
from solver.settings import Settings

__all__ = [
    "Agent",
    "Assignment",
    "Delegation",
    "Goal",
    "GoalResult",
    "Pin",
    "Place",
    "Problem",
    "Progress",
    "Reason",
    "ReasonCode",
    "Request",
    "Result",
    "Schedule",
    "Settings",
    "Side",
    "Slot",
    "Status",
]
