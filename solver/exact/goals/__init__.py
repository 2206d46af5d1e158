"""The goals, one file each with an `aim`; `GOALS` is the list of them in their order."""

from collections.abc import Callable

from solver.exact.aim import Aim
from solver.exact.goals import breaks, fairness, guarantees, required, value
from solver.exact.variables import Variables
from solver.result import Goal

GOALS: tuple[tuple[Goal, Callable[[Variables], Aim]], ...] = (
    (Goal.REQUIRED, required.aim),
    (Goal.GUARANTEES, guarantees.aim),
    (Goal.VALUE, value.aim),
    (Goal.FAIRNESS, fairness.aim),
    (Goal.BREAKS, breaks.aim),
)
