"""The goals in lexicographic order: each is optimised keeping the values reached before.

`GOALS` is the list of their definitions; planning, proofs, repairs and reports follow it. A new goal touches

1. `solver/goals/<goal>.py`: its score, its objective in the exact model, its bounds, and the `GoalDefinition`;
2. `GOALS` below, at its place in the order;
3. `Goal` in `solver/model/result.py`: its word, at the same place in the order (and `largest`, if more is better);
4. `solver/validate/goals.py`: the judge's own count, and its row in `GOALS` there;
5. `docs/formulation.md`: its row in the table of goals;
6. `tests/solver/goals/test_<goal>.py`: its objective with some decisions forced; and the tests whose best schedule
   becomes another one.

The compiled search need not know it: such a goal, and all goals after it, are optimised by the exact model alone, where
that can be built (`solver.proof.proving.EXACT_LIMIT`). To teach it to the search: a function in
`solver/search/costs.py`, a column in `solver/search/state.py`, temperatures in `solver/search/cooling.py`, and its row
in `COLUMNS` of `solver/search/local.py`. A wording of its own in `solver/cli/progress.py` is optional as well.

A goal before `value` must not get worse when one more request is placed: what still fits is put in at the end.
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
