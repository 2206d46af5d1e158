"""What each delegation is promised, computed once per problem: its guaranteed minimum and its fairness target."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from solver.state.case import Case
from solver.state.index import Index
from solver.state.reachable import fairness_target, guaranteed


@dataclass(frozen=True, slots=True)
class Promises:
    """By number of the delegation."""

    minimums: dict[int, int]
    """Guaranteed meetings, at most what is reachable alone; absent without a guarantee."""
    targets: list[int]
    """Own wishes that count as a fair outcome."""
    wishes: list[list[int]]
    """Requests in which the delegation's own side has a value."""

    def short(self, met: Sequence[int], case: Case) -> bool:
        """Whether a delegation of the request has fewer meetings (`met`) than it is guaranteed."""
        return any(met[number] < self.minimums.get(number, 0) for number in case.delegations)


def promises(index: Index) -> Promises:
    """What is promised to the delegations of a problem."""
    if index not in _KNOWN:
        promised = Promises({}, [], [])
        for number in range(len(index.problem.delegations)):
            index.poll_stop()
            minimum = guaranteed(index, number)
            if minimum:
                promised.minimums[number] = minimum
            promised.targets.append(fairness_target(index, number))
            promised.wishes.append(_wishes(index, number))
        _KNOWN[index] = promised
    return _KNOWN[index]


def keep_promises(index: Index, whole: Index) -> None:
    """What is promised does not depend on which seats a smaller index of the same problem has."""
    _KNOWN[index] = promises(whole)


def _wishes(index: Index, delegation: int) -> list[int]:
    cases = (index.cases[number] for number in index.requests_of[delegation])
    return [case.number for case in cases if case.values[case.delegations.index(delegation)]]


_KNOWN: WeakKeyDictionary[Index, Promises] = WeakKeyDictionary()
