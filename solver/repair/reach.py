"""What can be different at all if only so many people may be disturbed: a smaller problem with the same best repairs.

Whoever gets a meeting that the release does not give them is disturbed. So is whoever has to give up a meeting for it,
and with them at least one more person: the other side, if the meeting goes or moves, or a colleague who takes over.
A seat that needs more people than may be disturbed is struck out.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property
from itertools import product

from solver.index import Case, Index, bits
from solver.repair.release import Release


class Reach:
    """How many people every seat disturbs at least."""

    def __init__(self, index: Index, release: Release) -> None:
        self._index = index
        self._kept: list[dict[int, int]] = [{} for _ in index.free]
        """For each person, the meetings that can stay as released, by slot."""
        self._people: dict[int, frozenset[int]] = {}
        """Who is in a meeting of the release."""
        self._slot: dict[int, int] = {}
        """Where a meeting that can stay begins."""
        for request, was in release.schedule.assignments.items():
            number = index.request_number.get(request)
            if number is None:
                continue
            known = (agent for agent in release.people(request) if agent in index.agent_number)
            self._people[number] = frozenset(index.agent_number[agent] for agent in known)
            if not release.is_fallen(request):
                self._slot[number] = slot = index.slot_number[was.slot]
                for agent, part in product(self._people[number], bits(index.span(slot, index.cases[number].length))):
                    self._kept[agent][part] = number
        self._takers: dict[tuple[int, int], frozenset[int]] = {}

    def within(self, most: int) -> Index:
        """The index without the seats that no repair with at most so many people disturbed can use."""
        smaller = copy(self._index)
        smaller.cases = [self._narrowed(case, most) for case in self._index.cases]
        return smaller

    def _narrowed(self, case: Case, most: int) -> Case:
        able = [(slot, agents) for slot, agents, needed in self._needed[case.number] if needed <= most]
        sides = tuple(
            tuple(agent for agent in side if any(agents[n] == agent for _, agents in able))
            for n, side in enumerate(case.sides)
        )
        starts = sum(1 << slot for slot in {slot for slot, _ in able})
        return replace(case, starts=starts, sides=(sides[0], sides[1]))

    @cached_property
    def _needed(self) -> list[list[tuple[int, tuple[int, int], int]]]:
        """For each request, (first slot, who goes, how many are disturbed at least)."""
        return [
            [(slot, agents, self._needs(case, slot, agents)) for slot, agents in self._seats(case)]
            for case in self._index.heeded()
        ]

    def _seats(self, case: Case) -> Iterator[tuple[int, tuple[int, int]]]:
        for slot in bits(case.starts):
            ones, twos = (self._index.candidates(case, side, slot) for side in (0, 1))
            yield from ((slot, agents) for agents in product(ones, twos))

    def _needs(self, case: Case, slot: int, agents: tuple[int, int]) -> int:
        """No repair in which the request sits there disturbs fewer people."""
        there = self._people.get(case.number, frozenset())
        people = {*agents, *case.third_parties}
        disturbed = people - there
        if case.number in self._slot:
            disturbed |= there - people if self._slot[case.number] == slot else there
        displaced: set[tuple[int, int]] = set()
        for agent in people:
            for number in self._displaced(case, slot, agent):
                displaced.add((number, agent))
                disturbed.add(agent)
        needed, counted = len(disturbed), set(disturbed)
        for number, agent in displaced:
            others = self._either(number, agent)
            if counted.isdisjoint(others):
                needed += 1
                counted |= others
        return needed

    def _displaced(self, case: Case, slot: int, agent: int) -> set[int]:
        kept = self._kept[agent]
        if not kept:
            return set()
        clashing = 0
        for part in bits(self._index.span(slot, case.length)):
            clashing |= self._index.clashes[part]
        return {number for part, number in kept.items() if clashing >> part & 1 and number != case.number}

    def _either(self, number: int, agent: int) -> frozenset[int]:
        """If the agent gives up that meeting, at least one of these is disturbed as well."""
        key = number, agent
        if key not in self._takers:
            case = self._index.cases[number]
            own = next((side for side in case.sides if agent in side), ())
            self._takers[key] = (self._people[number] | frozenset(own)) - {agent}
        return self._takers[key]
