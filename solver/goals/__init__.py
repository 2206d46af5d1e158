"""The goals in lexicographic order: each is optimised keeping the values reached before.

`GOALS` is the list of their definitions; planning, proofs, repairs and reports follow it. What a new goal touches is a
recipe in CONTRIBUTING.md. A goal that the compiled search does not know, and all goals after it, are optimised by the
exact model alone, where that can be built (`solver.proof.proving.EXACT_LIMIT`).
"""

from collections.abc import Sequence

from solver.goals.breaks import BREAKS
from solver.goals.definition import GoalDefinition
from solver.goals.fairness import FAIRNESS
from solver.goals.guarantees import GUARANTEES
from solver.goals.place_changes import PLACE_CHANGES
from solver.goals.required import REQUIRED
from solver.goals.value import VALUE
from solver.goals.waiting import WAITING
from solver.model.result import Goal
from solver.state.board import Board

__all__ = ["GOALS", "GoalDefinition", "scores"]

GOALS: tuple[GoalDefinition, ...] = (REQUIRED, GUARANTEES, VALUE, FAIRNESS, BREAKS, WAITING, PLACE_CHANGES)


def scores(board: Board, goals: Sequence[GoalDefinition] = GOALS) -> dict[Goal, int]:
    """The values of all goals in their order, as the search counts them (the judge has its own)."""
    return {definition.goal: definition.score(board) for definition in goals}
