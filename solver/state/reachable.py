"""What a delegation could have if nobody else was there: the yardstick for guarantees, fairness and satisfaction."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from solver.model.problem import Problem
from solver.state.case import Case
from solver.state.index import Index
from solver.state.masks import bits

Cell = tuple[int, int]
"""An own agent in a slot."""


def best_values_alone(problem: Problem) -> dict[str, int]:
    """For each delegation, the most that its own directed wishes could be worth together, alone.

    Met wishes divided by this is how satisfied a delegation is.
    """
    index = Index(problem)
    return {delegation.id: best_value_alone(index, number) for number, delegation in enumerate(problem.delegations)}


def fairness_targets(problem: Problem) -> dict[str, int]:
    """For each delegation, the number of own wishes met that counts as a fair outcome."""
    index = Index(problem)
    return {delegation.id: fairness_target(index, number) for number, delegation in enumerate(problem.delegations)}


def best_value_alone(index: Index, delegation: int) -> int:
    """The best worth of own wishes: greedy by value, since the sets that fit together are a matroid."""
    wishes = _wishes(index, delegation)
    return sum(case.values[case.delegations.index(delegation)] for case in _fitting(index, delegation, wishes))


def reachable(index: Index, delegation: int, enough: int) -> int:
    """Most requests, wished by either side, that fit together; counted no further than `enough`."""
    cases = (index.cases[number] for number in index.requests_of[delegation])
    return len(_fitting(index, delegation, cases, enough))


def fairness_target(index: Index, delegation: int) -> int:
    """The number of own wishes that counts as a fair outcome: the fair share, at most what is reachable alone."""
    share = index.problem.delegations[delegation].fair_share
    return len(_fitting(index, delegation, _wishes(index, delegation), share))


def guaranteed(index: Index, delegation: int) -> int:
    """The minimum of the delegation, at most what it could reach alone."""
    minimum = index.problem.delegations[delegation].minimum
    return reachable(index, delegation, minimum) if minimum else 0


def _wishes(index: Index, delegation: int) -> list[Case]:
    def worth(case: Case) -> int:
        return case.values[case.delegations.index(delegation)]

    cases = (index.cases[number] for number in index.requests_of[delegation])
    return sorted((case for case in cases if worth(case)), key=worth, reverse=True)


def _fitting(index: Index, delegation: int, cases: Iterable[Case], enough: int | None = None) -> list[Case]:
    """Greedy matching: cases that fit together into the own slots; each is taken unless those before forbid it.

    No more than `enough`, if given, nor than the delegation's maximum.
    """
    cases = list(cases)
    limits = [limit for limit in (index.problem.delegations[delegation].maximum, enough) if limit is not None]
    most = min(limits, default=len(cases))
    openings = [_openings(index, delegation, case) for case in cases[:most]]
    if _fit_easily(index, openings):
        return cases[:most]
    openings += [_openings(index, delegation, case) for case in cases[most:]]
    seating = _Seating(index)
    taken: list[Case] = []
    for case, masks in zip(cases, openings, strict=True):
        if len(taken) >= most:
            break
        if seating.add(case.number, [(agent, slot) for agent, mask in masks for slot in bits(mask)]):
            taken.append(case)
    return taken


def _openings(index: Index, delegation: int, case: Case) -> list[tuple[int, int]]:
    """Own agents with first slots in which the other side and the third parties have somebody free."""
    request = index.problem.requests[case.number]
    if frozenset(side.delegation for side in request.sides) in index.problem.vetoes:
        return []
    own = case.delegations.index(delegation)
    starts = index.all_slots if request.slots is None else index.mask(request.slots)
    others = 0
    for name in request.sides[1 - own].agents:
        others |= index.starts(index.agent_number[name], case.length)
    for agent in case.third_parties:
        others &= index.starts(agent, case.length)
    agents = [index.agent_number[name] for name in request.sides[own].agents]
    return [(agent, starts & others & index.starts(agent, case.length)) for agent in agents]


def _fit_easily(index: Index, openings: list[list[tuple[int, int]]]) -> bool:
    """First fit: whether all fit if each takes the first cell left; nearly always so, and quickly seen."""
    taken: dict[int, int] = {}
    for masks in openings:
        for agent, mask in masks:
            left = mask & ~taken.get(agent, 0)
            if left and index.problem.agents[agent].max_per_day is None:
                taken[agent] = taken.get(agent, 0) | (left & -left)
                break
        else:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of an augmenting path: the request takes the cell, and the cell's former request looks elsewhere."""

    request: int
    cell: Cell
    before: "_Step | None"


class _Seating:
    """A matching of requests and cells, at most `max_per_day` cells of an agent and day; grows by augmenting paths."""

    def __init__(self, index: Index) -> None:
        self._day: Callable[[Cell], Cell] = lambda cell: (cell[0], index.day_of[cell[1]])
        self._agents = index.problem.agents
        self._openings: dict[int, list[Cell]] = {}
        self._sitting: dict[Cell, int] = {}
        self._days: dict[Cell, set[Cell]] = {}

    def add(self, request: int, openings: list[Cell]) -> bool:
        """Seat one more request, moving others if needed; False if there is no way."""
        self._openings[request] = openings
        seen: set[Cell] = set()
        queue: deque[tuple[int, _Step | None]] = deque([(request, None)])
        while queue:
            mover, before = queue.popleft()
            for cell in self._openings[mover]:
                if cell in seen:
                    continue
                seen.add(cell)
                step = _Step(mover, cell, before)
                if cell in self._sitting:
                    queue.append((self._sitting[cell], step))
                elif self._has_room(cell):
                    self._move(step)
                    return True
                else:
                    for other in self._days.get(self._day(cell), set()) - seen:
                        seen.add(other)
                        queue.append((self._sitting[other], _Step(mover, cell, before)))
        return False

    def _has_room(self, cell: Cell) -> bool:
        limit = self._agents[cell[0]].max_per_day
        return limit is None or len(self._days.get(self._day(cell), ())) < limit

    def _move(self, step: _Step | None) -> None:
        seats = {request: cell for cell, request in self._sitting.items()}
        while step is not None:
            seats[step.request] = step.cell
            step = step.before
        self._sitting = {cell: request for request, cell in seats.items()}
        self._days = {}
        for cell in self._sitting:
            self._days.setdefault(self._day(cell), set()).add(cell)
