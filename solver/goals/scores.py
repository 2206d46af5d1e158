"""The goals of a board in numbers, as the search sees them (the judge has its own)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from solver.goals import SCORES
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.index import Case, Index
from solver.state.promises import promises


class Scores:
    """Values of the goals; what each delegation is promised is computed once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._minimums, self._targets = promises(index).minimums, promises(index).targets

    def of(self, board: Board) -> dict[Goal, int]:
        """All goals in their order."""
        return {goal: score(board) for goal, score in SCORES.items()}

    def minimum(self, delegation: int) -> int:
        """What the delegation is guaranteed, at most what it could reach alone."""
        return self._minimums.get(delegation, 0)

    def target(self, delegation: int) -> int:
        """How many own wishes met are fair."""
        return self._targets[delegation]

    def short(self, board: Board, case: Case) -> bool:
        """Whether a delegation of the request has fewer meetings than it is guaranteed."""
        return any(board.met[number] < self._minimums.get(number, 0) for number in case.delegations)

    def loss(self, met: Sequence[int], added: Case, removed: Iterable[int]) -> tuple[int, int, int]:
        """How much worse the first three goals get when one request replaces others."""
        cases = [self._index.cases[number] for number in removed]
        change: Counter[int] = Counter(added.delegations)
        for case in cases:
            change.subtract(case.delegations)
        short = sum(
            max(0, self._minimums.get(number, 0) - met[number] - step)
            - max(0, self._minimums.get(number, 0) - met[number])
            for number, step in change.items()
        )
        required = sum(case.required for case in cases) - added.required
        return required, short, sum(case.value for case in cases) - added.value
