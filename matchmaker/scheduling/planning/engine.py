"""The solver's entry point and types, for commands, jobs and queries: only `planning` imports `solver`."""

from solver import Assignment, Goal, PlanProgress, Problem, Result, Schedule, Settings, Status, plan

__all__ = ["Assignment", "Goal", "PlanProgress", "Problem", "Result", "Schedule", "Settings", "Status", "plan"]
