"""The goals of a board in numbers, as the search sees them (the judge has its own)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from solver.alone import fairness_target, guaranteed
from solver.board import Board
from solver.index import Case, Index
from solver.result import Goal


class Scores:
    """Values of the goals; what each delegation could have alone is computed once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        delegations = range(len(index.problem.delegations))
        self._minimums = {number: minimum for number in delegations if (minimum := guaranteed(index, number))}
        self._targets = [fairness_target(index, number) for number in delegations]

    def of(self, board: Board) -> dict[Goal, int]:
        """All six goals."""
        cases = self._index.cases
        return {
            Goal.REQUIRED: sum(case.required and case.number not in board.seats for case in cases),
            Goal.GUARANTEES: sum(max(0, minimum - board.met[n]) for n, minimum in self._minimums.items()),
            Goal.VALUE: sum(cases[number].value for number in board.seats),
            Goal.FAIRNESS: self._unfairness(board),
            Goal.BREAKS: sum(board.breaks(agent) for agent in range(len(board.busy))),
            Goal.PLACE_CHANGES: self._changes(board),
        }

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

    def _unfairness(self, board: Board) -> int:
        met = [0] * len(self._targets)
        for number in board.seats:
            case = self._index.cases[number]
            for delegation, value in zip(case.delegations, case.values, strict=True):
                met[delegation] += value > 0
        return sum((target - count) ** 2 for target, count in zip(self._targets, met, strict=True))

    def _changes(self, board: Board) -> int:
        changes = 0
        for agenda in board.at:
            for one, two in pairwise(sorted(agenda)):
                if agenda[one] != agenda[two] and self._index.day_of[one] == self._index.day_of[two]:
                    changes += board.seats[agenda[one]].place != board.seats[agenda[two]].place
        return changes
