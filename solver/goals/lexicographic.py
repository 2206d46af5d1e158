"""Lexicographic order of goals: costs that can be compared, and bounds that hold for the values of the goals before."""

from collections.abc import Mapping, Sequence

from solver.bounds.relaxation import Kept
from solver.goals import PLAIN, GoalDefinition
from solver.model.result import Goal
from solver.state.index import Index


def first_bounds(index: Index, goals: Sequence[GoalDefinition] = PLAIN) -> dict[Goal, int]:
    """What no schedule can pass, of every goal, at first sight."""
    return {definition.goal: definition.limit(index) for definition in goals}


def known_bounds(index: Index, goals: Sequence[GoalDefinition], proved: Mapping[Goal, int]) -> dict[Goal, int]:
    """The same with what is proved already."""
    first = first_bounds(index, goals)
    return {goal: best_of(goal, bound, proved.get(goal, bound)) for goal, bound in first.items()}


def kept_before(
    index: Index, goal: Goal, values: Mapping[Goal, int], goals: Sequence[GoalDefinition] = PLAIN
) -> list[Kept]:
    """The goals before that depend only on which requests are placed, at their values."""
    before = list(goals)[: [item.goal for item in goals].index(goal)]
    return [Kept(item.terms(index), cost(item.goal, values[item.goal])) for item in before if item.terms]


def stated(
    bounds: Mapping[Goal, int],
    kept: Mapping[Goal, int],
    final: Mapping[Goal, int],
    first: Mapping[Goal, int],
    goals: Sequence[GoalDefinition] = PLAIN,
) -> dict[Goal, int]:
    """The bounds that hold for the final values, which need not be the `kept` ones for which they were found.

    A value that is better than the one kept does no harm; after a goal that is worse, only the `first` bounds hold.
    """
    worse, holding = False, {}
    for definition in goals:
        goal = definition.goal
        holding[goal] = definition.corrected(first[goal] if worse else bounds[goal], final)
        worse = worse or cost(goal, final[goal]) > cost(goal, kept.get(goal, final[goal]))
    return holding


def best_of(goal: Goal, one: int, two: int) -> int:
    """The bound that says more."""
    return min(one, two) if goal.largest else max(one, two)


def rank(values: Mapping[Goal, int], goals: Sequence[GoalDefinition] = PLAIN) -> tuple[int, ...]:
    """The costs of the goals in their order, without those that are decided after the exact model."""
    return tuple(cost(item.goal, values[item.goal]) for item in goals if item.objective)


def cost(goal: Goal, value: int) -> int:
    """A goal's value as something to be made small, or back."""
    return -value if goal.largest else value
