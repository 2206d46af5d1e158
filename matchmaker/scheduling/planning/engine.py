"""The solver's entry point and types, for commands, jobs and queries: only `planning` imports `solver`."""

from solver import Assignment, Goal, Problem, Progress, Result, Schedule, Settings, Status, plan

__all__ = ["Assignment", "Goal", "Problem", "Progress", "Result", "Schedule", "Settings", "Status", "plan"]
