"""The linear relaxation of a goal, with the values of the goals before it kept."""

from collections.abc import Mapping

from solver import Goal
from solver.bounds.relaxation import Bound, relax
from solver.goals import GOALS
from solver.goals.lexicographic import kept_before
from solver.state.index import Index


def relaxed(index: Index, goal: Goal, values: Mapping[Goal, int]) -> Bound | None:
    """As a cost; None if the goal depends on slots or places, and where the relaxation has no answer."""
    terms = next(item.terms for item in GOALS if item.goal is goal)
    return None if terms is None else relax(index, terms(index), kept_before(index, goal, values))
