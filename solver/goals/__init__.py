"""The goals in lexicographic order: each is optimised keeping the values reached before.

`GOALS` is the list of their definitions, and `goals_of` says which of them a problem has: some compare with a reference
(`GoalDefinition.near`). Planning, proofs, repairs and reports follow it. What a new goal touches is a recipe in
CONTRIBUTING.md. A goal that the compiled search does not know, and all goals after it, are optimised by the exact model
alone, where that can be built (`solver.proof.proving.EXACT_LIMIT`).
"""

from collections.abc import Sequence

from solver.goals.breaks import BREAKS
from solver.goals.definition import GoalDefinition
from solver.goals.disturbed import DISTURBED
from solver.goals.excess import EXCESS
from solver.goals.fairness import FAIRNESS
from solver.goals.guarantees import GUARANTEES
from solver.goals.moved import MOVED
from solver.goals.place_changes import PLACE_CHANGES
from solver.goals.required import REQUIRED
from solver.goals.value import VALUE
from solver.goals.waiting import WAITING
from solver.model.problem import Problem
from solver.model.result import Goal
from solver.state.board import Board

__all__ = ["GOALS", "PLAIN", "GoalDefinition", "goals_of", "scores"]

GOALS: tuple[GoalDefinition, ...] = (
    EXCESS,
    REQUIRED,
    GUARANTEES,
    VALUE,
    FAIRNESS,
    DISTURBED,
    MOVED,
    BREAKS,
    WAITING,
    PLACE_CHANGES,
)
PLAIN = tuple(item for item in GOALS if not item.near)
"""The goals of a problem without a reference."""


def goals_of(problem: Problem) -> tuple[GoalDefinition, ...]:
    """The goals that a problem has, in their order."""
    return PLAIN if problem.reference is None else GOALS


def scores(board: Board, goals: Sequence[GoalDefinition] | None = None) -> dict[Goal, int]:
    """The values of all goals in their order, as the search counts them (the judge has its own)."""
    counted = goals_of(board.index.problem) if goals is None else goals
    return {definition.goal: definition.score(board) for definition in counted}
