"""How many requests, and how much value, any schedule can place: a flow from people through slots to places.

Every meeting takes one of each side's people, so it is two units: each side's unit flows from the delegation through
one of its days and slots to the places open then, which take two units each. That both units of a meeting are in the
same slot is forgotten. Delegations that are alike flow together, so that size matters little.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
from ortools.graph.python import max_flow

from solver.model.bits import bits
from solver.model.problem import Problem
from solver.state.index import Index


@dataclass(frozen=True, slots=True)
class FlowBound:
    """No schedule places more requests than `requests`, nor more worth than `value`."""

    requests: int
    value: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """What matters of a delegation: how many meetings in all, in each day, and of how many people in each slot."""

    most: int
    days: tuple[int, ...]
    slots: tuple[tuple[int, int], ...]
    """(slot, people) where there are any."""


def flow_bound(problem: Problem) -> FlowBound:
    """The maximum-flow bound for a problem of any size."""
    return flow_bound_of(Index(problem))


def flow_bound_of(index: Index) -> FlowBound:
    """The same for a problem that is in numbers already."""
    kinds = _kinds(index)
    possible = [case for case in index.cases if case.starts]
    requests = min(len(possible), _flow(index, Counter(kinds)) // 2)
    worth = sorted((case.value for case in possible), reverse=True)
    return FlowBound(requests, min(sum(worth[:requests]), _value(index, kinds, requests)))


def most_meetings(index: Index) -> list[int]:
    """Of each delegation: what its people have room for in all, and its own limits allow."""
    return [_most_meetings(index, kind) for kind in _kinds(index)]


def _flow(index: Index, kinds: Counter[_Kind]) -> int:
    days, slots = len(index.day_masks), len(index.day_of)
    source, sink, first = 0, 1, 2 + slots
    arcs = [(source, sink, 0), *((2 + slot, sink, 2 * places) for slot, places in enumerate(places_of(index)))]
    for number, (kind, many) in enumerate(kinds.items()):
        node = first + number * (days + 1)
        arcs.append((source, node, many * kind.most))
        arcs += [(node, node + 1 + day, many * most) for day, most in enumerate(kind.days) if most]
        arcs += [(node + 1 + index.day_of[slot], 2 + slot, many * people) for slot, people in kind.slots]
    flow = max_flow.SimpleMaxFlow()
    tails, heads, capacities = (np.array(column, dtype=np.int64) for column in zip(*arcs, strict=True))
    flow.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), capacities)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise AssertionError("a flow always has a greatest value")
    return int(flow.optimal_flow())


def _value(index: Index, kinds: list[_Kind], requests: int) -> int:
    """Half of the value on each side: everyone's best as far as there is room for them, and the best of these."""
    units: list[int] = []
    for kind, numbers in zip(kinds, index.requests_of, strict=True):
        index.poll_stop()
        values = sorted((index.cases[n].value for n in numbers if index.cases[n].starts), reverse=True)
        units += values[: _most_meetings(index, kind)]
    units.sort(reverse=True)
    return sum(units[: 2 * requests]) // 2


def _most_meetings(index: Index, kind: _Kind) -> int:
    people = [0] * len(kind.days)
    for slot, many in kind.slots:
        people[index.day_of[slot]] += many
    return min(kind.most, sum(min(pair) for pair in zip(people, kind.days, strict=True)))


def places_of(index: Index) -> list[int]:
    """Most meetings at a time in each slot."""
    room = [0] * len(index.day_of)
    for place, opened in zip(index.problem.places, index.open, strict=True):
        for slot in bits(opened):
            room[slot] += place.capacity
    return room


def _kinds(index: Index) -> list[_Kind]:
    """In the order of the delegations."""
    usable: list[dict[int, int]] = [{} for _ in index.problem.delegations]
    asked = [[0, 0] for _ in usable]
    for case in index.polled_cases():
        for side, delegation in enumerate(case.delegations) if case.starts else ():
            asked[delegation][case.received(side)] += 1
            for agent in case.sides[side]:
                starts = case.starts & index.starts(agent, case.length)
                usable[delegation][agent] = usable[delegation].get(agent, 0) | starts
    days = DayCounts(index)
    found = []
    for item, (own, received), people in zip(index.problem.delegations, asked, usable, strict=True):
        index.poll_stop()
        most = own + (received if item.maximum_received is None else min(received, item.maximum_received))
        most = most if item.maximum is None else min(most, item.maximum)
        count = Counter(slot for starts in people.values() for slot in bits(starts))
        per_day = [days.most(agent, starts) for agent, starts in people.items()]
        totals = tuple(sum(column) for column in zip(*per_day, strict=True)) or (0,) * len(index.day_masks)
        found.append(_Kind(most, totals, tuple(sorted(count.items()))))
    return found


class DayCounts:
    """Most meetings of a person in each day."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._disjoint = cache(self._count_disjoint)
        self._overlap = index.some_overlap

    def most(self, agent: int, starts: int) -> list[int]:
        """Meetings that begin in `starts`, by day, with the person's own limits."""
        count = self._disjoint if self._overlap else int.bit_count
        found = [count(starts & day) for day in self._index.day_masks]
        for slots, most in self._index.limits(agent):
            for number, day in enumerate(self._index.day_masks):
                if not slots & ~day:
                    outside = (starts & day & ~slots).bit_count()
                    found[number] = min(found[number], outside + most)
        return found

    def _count_disjoint(self, starts: int) -> int:
        """Interval scheduling: the most slots of which no two overlap, taken by earliest end."""
        slots, last, found = self._index.problem.slots, 0, 0
        for slot in sorted(bits(starts), key=lambda number: slots[number].end):
            if not found or slots[slot].start >= last:
                last, found = slots[slot].end, found + 1
        return found
