"""The linear relaxation of any goal that depends only on which requests are placed, given the values before it."""

from collections.abc import Callable, Mapping

from solver.bounds.relaxation import Bound, Kept, relax
from solver.goals import TERMS
from solver.model.result import Goal
from solver.state.index import Index


def relaxed(
    index: Index, goal: Goal, values: Mapping[Goal, int], stop: Callable[[], bool] = lambda: False
) -> Bound | None:
    """The bound on `goal` as a cost (the negative of a value) for schedules that keep the `values` of the goals before.

    None if the goal depends on slots or places, and where the relaxation has no answer.
    """
    if goal not in TERMS:
        return None
    return relax(index, TERMS[goal](index), kept_before(index, goal, values), stop)


def kept_before(index: Index, goal: Goal, values: Mapping[Goal, int]) -> list[Kept]:
    """The goals before that depend only on which requests are placed, at their values."""
    before = [other for other in list(Goal)[: list(Goal).index(goal)] if other in TERMS]
    return [Kept(TERMS[other](index), cost(other, values[other])) for other in before]


def stated(bounds: Mapping[Goal, int], kept: Mapping[Goal, int], final: Mapping[Goal, int]) -> dict[Goal, int]:
    """The bounds that hold for the final values, which need not be the `kept` ones for which they were found.

    What is better than the value that was kept does no harm; after a goal that is worse, only what is certain anyway.
    The bound on changes of place is given for changes and breaks together.
    """
    worse, holding = False, {}
    for goal in Goal:
        holding[goal] = 0 if worse and not goal.largest else bounds[goal]
        worse = worse or cost(goal, final[goal]) > cost(goal, kept.get(goal, final[goal]))
    holding[Goal.PLACE_CHANGES] = max(0, holding[Goal.PLACE_CHANGES] - final[Goal.BREAKS])
    return holding


def best_of(goal: Goal, one: int, two: int) -> int:
    """The bound that says more."""
    return min(one, two) if goal.largest else max(one, two)


def rank(values: Mapping[Goal, int]) -> tuple[int, ...]:
    """Goals in their order, smaller is better; places are not chosen yet, so their changes do not count."""
    return tuple(cost(goal, values[goal]) for goal in Goal if goal is not Goal.PLACE_CHANGES)


def cost(goal: Goal, value: int) -> int:
    """A goal's value as something to be made small, or back."""
    return -value if goal.largest else value
