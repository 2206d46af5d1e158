"""The linear relaxation of any goal that depends only on which requests are placed, given the values before it."""

from collections.abc import Callable, Mapping

from solver.bounds.relaxation import Bound, Kept, relax
from solver.exact.goals import TERMS
from solver.index import Index
from solver.result import Goal


def relaxed(
    index: Index, goal: Goal, values: Mapping[Goal, int], stop: Callable[[], bool] = lambda: False
) -> Bound | None:
    """The bound on `goal` as a cost (the negative of a value) for schedules that keep the `values` of the goals before.

    None if the goal depends on slots or places. When `stop` says so, or the time is over, the bound is weak.
    """
    if goal not in TERMS:
        return None
    before = [other for other in list(Goal)[: list(Goal).index(goal)] if other in TERMS]
    kept = [Kept(TERMS[other](index), cost(other, values[other])) for other in before]
    return relax(index, TERMS[goal](index), kept, stop)


def cost(goal: Goal, value: int) -> int:
    """A goal's value as something to be made small, or back."""
    return -value if goal.largest else value
