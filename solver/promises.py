"""What each delegation is promised, computed once per problem: its guaranteed minimum and its fairness target."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from solver.alone import fairness_target, guaranteed
from solver.index import Index


@dataclass(frozen=True, slots=True)
class Promises:
    """By number of the delegation."""

    minimums: dict[int, int]
    """Guaranteed meetings, at most what is reachable alone; absent without a guarantee."""
    targets: list[int]
    """Own wishes that count as a fair outcome."""
    wishes: list[list[int]]
    """Requests in which the delegation's own side has a value."""


def promises(index: Index) -> Promises:
    """What is promised to the delegations of a problem."""
    if index not in _KNOWN:
        delegations = range(len(index.problem.delegations))
        _KNOWN[index] = Promises(
            minimums={number: minimum for number in delegations if (minimum := guaranteed(index, number))},
            targets=[fairness_target(index, number) for number in delegations],
            wishes=[_wishes(index, number) for number in delegations],
        )
    return _KNOWN[index]


def _wishes(index: Index, delegation: int) -> list[int]:
    cases = (index.cases[number] for number in index.requests_of[delegation])
    return [case.number for case in cases if case.values[case.delegations.index(delegation)]]


_KNOWN: WeakKeyDictionary[Index, Promises] = WeakKeyDictionary()
