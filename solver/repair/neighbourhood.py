"""Domain reduction for repairs: the seats that can be used at all if only so many people may be disturbed.

A person who gets a meeting that the release does not give them is disturbed. So is one who has to give up a meeting for
it, and with them at least one more person: the other side, if the meeting goes or moves, or a colleague who takes over.
A seat that needs more people than may be disturbed is struck out.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property
from itertools import product
from math import inf

from solver.model.bits import bits
from solver.repair.reference import ReferenceSchedule
from solver.state.case import Case
from solver.state.index import Index


class Neighbourhood:
    """Lower bounds on how many people each seat disturbs, and the seats that are left under a limit."""

    def __init__(self, index: Index, release: ReferenceSchedule) -> None:
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
        self._seats_of: dict[int, list[tuple[int, tuple[int, int], int]]] = {}

    def within(self, most: int) -> Index:
        """The index without the seats that no repair with at most so many people disturbed can use."""
        smaller = copy(self._index)
        smaller.cases = [self._narrowed(case, most) for case in self._index.polled_cases()]
        return smaller

    def near(self, most: int) -> Index:
        """The same as a heuristic, without a look at every seat: above one person it has only the likely seats.

        Whatever does not take place as released is looked at everywhere if it is for people whom the change concerns,
        else where they are free. Only meetings of these people and of whom they could meet may move out of the way, and
        only to where nobody gives up anything for it.
        """
        smaller = copy(self._index)
        smaller.cases = [self._brought_near(case, most) for case in self._index.polled_cases()]
        return smaller

    def _brought_near(self, case: Case, most: int) -> Case:
        own = self._slot.get(case.number)
        if own is None and not self._concerned.isdisjoint(_people(case)):
            return self._narrowed(case, most)
        there = self._people.get(case.number, frozenset())
        starts, agents = 0, (set[int](), set[int]())
        for pair in product(*case.sides):
            people = {*pair, *case.third_parties}
            able = 0 if own is None or self._needs_in_own_time(case, own, pair) > most else 1 << own
            if len(people | there) <= most and not (there and there.isdisjoint(self._short)):
                able |= self._free_time(case, people) & ~(0 if own is None else 1 << own)
            able &= case.starts
            if able:
                starts |= able
                agents[0].add(pair[0])
                agents[1].add(pair[1])
        one, two = (tuple(n for n in side if n in able) for side, able in zip(case.sides, agents, strict=True))
        return replace(case, starts=starts, sides=(one, two))

    @cached_property
    def _concerned(self) -> set[int]:
        """Who was in a meeting that cannot stay, or in none."""
        lost = set().union(*(people for number, people in self._people.items() if number not in self._slot))
        return lost | {agent for agent, kept in enumerate(self._kept) if not kept}

    @cached_property
    def _short(self) -> set[int]:
        """These, and all whom they could meet in a meeting that does not take place as released."""
        missing = (case for case in self._index.cases if case.number not in self._slot and case.starts)
        return set().union(*(people for people in map(_people, missing) if not self._concerned.isdisjoint(people)))

    def _free_time(self, case: Case, people: set[int]) -> int:
        """Where they can meet and nobody gives up anything for it."""
        slots = case.starts
        for agent in people:
            slots &= self._index.starts(agent, case.length)
        return sum(1 << slot for slot in bits(slots) if not any(self._displaced(case, slot, agent) for agent in people))

    def _needs_in_own_time(self, case: Case, slot: int, pair: tuple[int, int]) -> float:
        if self._people[case.number] == {*pair, *case.third_parties}:
            return 0
        able = all(self._index.starts(agent, case.length) >> slot & 1 for agent in pair)
        return self._needs(case, slot, pair) if able else inf

    def _narrowed(self, case: Case, most: int) -> Case:
        able = [(slot, agents) for slot, agents, needed in self._needed(case) if needed <= most]
        sides = tuple(
            tuple(agent for agent in side if any(agents[n] == agent for _, agents in able))
            for n, side in enumerate(case.sides)
        )
        starts = sum(1 << slot for slot in {slot for slot, _ in able})
        return replace(case, starts=starts, sides=(sides[0], sides[1]))

    def _needed(self, case: Case) -> list[tuple[int, tuple[int, int], int]]:
        """(first slot, who goes, how many are disturbed at least)."""
        if case.number not in self._seats_of:
            seats = [(slot, agents, self._needs(case, slot, agents)) for slot, agents in self._seats(case)]
            self._seats_of[case.number] = seats
        return self._seats_of[case.number]

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


def _people(case: Case) -> set[int]:
    """All who could be in it."""
    return {*case.sides[0], *case.sides[1], *case.third_parties}
