"""A task is solved, in the types of the solver, which commands, jobs and queries name without importing `solver`."""

from collections.abc import Callable

import solver
from matchmaker.scheduling.planning.tasks import Task
from solver import Assignment, Goal, PlanProgress, Result, Schedule, Settings, Status

__all__ = ["Assignment", "Goal", "PlanProgress", "Result", "Schedule", "Settings", "Status", "solve"]


def solve(
    task: Task,
    settings: Settings,
    *,
    on_progress: Callable[[PlanProgress], None],
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Return the best schedule of a task that is found in the time; both callbacks are called from this thread."""
    return solver.solve(
        task.problem,
        settings,
        on_progress=on_progress,
        should_stop=should_stop,
        proved=task.proved,
        settled=task.settled,
    )
