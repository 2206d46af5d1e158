"""Domain reduction for repairs: the seats that can be used at all if only so many people may be disturbed.

A person who gets a meeting that the release does not give them is disturbed. So is one who has to give up a meeting for
it, and with them at least one more person: the other side, if the meeting goes or moves, or a colleague who takes over.
A seat that needs more people than may be disturbed is struck out. So is one where all places are taken by meetings that
nobody may be asked to leave: whoever takes a meeting away from its time disturbs two people at least.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property
from heapq import nlargest
from itertools import product
from math import inf

from solver.model.bits import bits
from solver.model.distinct import shared
from solver.repair.reference import ReferenceSchedule
from solver.state.case import Case
from solver.state.index import Index
from solver.state.promises import keep_promises

MANY = 400
"""Requests not placed so far of which more met is made in a large problem, if it disturbs anybody."""
Seats = tuple[int, tuple[int, ...]]
"""First slots, and who goes."""
_TO_TAKE_AWAY = 2
"""People who are disturbed at least where a meeting that can stay is not left where it is."""


class Neighbourhood:
    """Lower bounds on how many people each seat disturbs, and the seats that are left under a limit."""

    def __init__(self, index: Index, release: ReferenceSchedule) -> None:
        self._index = index
        self._kept: list[dict[int, int]] = [{} for _ in index.free]
        """For each person, the meetings that can stay as released, by slot."""
        self.people: dict[int, frozenset[int]] = {}
        """Who is in a meeting of the release."""
        self.standing: dict[int, int] = {}
        """Where a meeting that can stay begins."""
        for request, was in release.schedule.assignments.items():
            number = index.request_number.get(request)
            if number is None:
                continue
            known = (agent for agent in release.people(request) if agent in index.agent_number)
            self.people[number] = frozenset(index.agent_number[agent] for agent in known)
            if not release.is_fallen(request):
                self.standing[number] = slot = index.slot_number[was.slot]
                for agent, part in product(self.people[number], bits(index.span(slot, index.cases[number].length))):
                    self._kept[agent][part] = number
        self._takers: dict[tuple[int, int], frozenset[int]] = {}
        self._seats_of: dict[int, list[tuple[int, tuple[int, ...], int]]] = {}
        self._taken = [self._clashing(sum(1 << part for part in kept)) for kept in self._kept]
        """For each person, the slots that clash with a meeting that can stay."""
        self._most_at_a_time = max((mask.bit_count() for mask in index.clashes), default=0)

    def within(self, most: int) -> Index:
        """The index without the seats that no repair with at most so many people disturbed can use."""
        return self._with(self._narrowed(case, most) for case in self._index.polled_cases())

    def serving(self, most: int, serves: Callable[[Case], bool]) -> Index:
        """The same with only those meetings at another time than released that serve something."""
        return self._with(
            self._narrowed(case, most) if serves(case) else self._left_alone(case, most)
            for case in self._index.polled_cases()
        )

    def near(self, most: int, placed: Collection[int] | None = None) -> Index:
        """The same as a heuristic, without a look at every seat: above one person it has only the likely seats.

        Whatever does not take place as released is looked at everywhere if it is for people whom the change concerns,
        else where they are free. Only meetings of these people and of whom they could meet may move out of the way, and
        only to where nobody gives up a time or place for it. Beside what is `placed`, if given, only the most worth.
        """
        wanted = None if placed is None else self._worth_most(placed)
        return self._with(
            self._brought_near(case, most) if wanted is None or case.number in wanted else _only(case, ())
            for case in self._index.polled_cases()
        )

    def _with(self, cases: Iterable[Case]) -> Index:
        smaller = copy(self._index)
        smaller.cases = list(cases)
        keep_promises(smaller, self._index)
        return smaller

    def _worth_most(self, placed: Collection[int]) -> set[int]:
        others = (case for case in self._index.cases if case.number not in placed and case.starts)
        chosen = nlargest(MANY, others, key=lambda case: (case.pinned, case.required, case.value))
        return {*placed, *(case.number for case in chosen)}

    def _brought_near(self, case: Case, most: int) -> Case:
        own = self.standing.get(case.number)
        if own is None and not self._concerned.isdisjoint(case.people):
            return self._narrowed(case, most)
        full = self._full_starts(case) if own is not None or most < _TO_TAKE_AWAY else 0
        return _only(case, self._near(case, most, full))

    def _near(self, case: Case, most: int, full: int) -> Iterator[Seats]:
        own, there = self.standing.get(case.number), self.people.get(case.number, frozenset())
        for agents in product(*case.parties):
            people = {*agents}
            if len(people) < len(agents):
                continue
            able = 0 if own is None or self._needs_in_own_time(case, own, agents) > most else 1 << own
            if len(people | there) <= most and not (there and there.isdisjoint(self._short)):
                able |= self._free_time(case, people) & ~full & ~(0 if own is None else 1 << own)
            yield able & case.starts, agents

    def _left_alone(self, case: Case, most: int) -> Case:
        """At the time of the release, or not at all."""
        own = self.standing.get(case.number)
        if own is None:
            return _only(case, ())
        able = (agents for agents in product(*case.parties) if len({*agents}) == len(agents))
        return _only(
            case, ((1 << own, agents) for agents in able if self._needs_in_own_time(case, own, agents) <= most)
        )

    @cached_property
    def _concerned(self) -> set[int]:
        """Who was in a meeting that cannot stay, or in none."""
        lost = set().union(*(people for number, people in self.people.items() if number not in self.standing))
        return lost | {agent for agent, kept in enumerate(self._kept) if not kept}

    @cached_property
    def _short(self) -> set[int]:
        """These, and all whom they could meet in a meeting that does not take place as released."""
        missing = (case for case in self._index.cases if case.number not in self.standing and case.starts)
        return set().union(
            *(people for people in (case.people for case in missing) if not self._concerned.isdisjoint(people))
        )

    def _free_time(self, case: Case, people: set[int]) -> int:
        """Where they can meet and nobody gives up anything for it."""
        slots, taken = self._common_starts(case, people), self._taken_by(people)
        if case.length == 1 and case.number not in self.standing:
            return slots & ~taken
        return sum(1 << slot for slot in bits(slots) if not any(self._displaced(case, slot, agent) for agent in people))

    def _common_starts(self, case: Case, people: Iterable[int]) -> int:
        slots = case.starts
        for agent in people:
            slots &= self._index.starts(agent, case.length)
        return slots

    def _taken_by(self, people: Iterable[int]) -> int:
        """Slots that clash with a meeting that can stay of any of them."""
        taken = 0
        for agent in people:
            taken |= self._taken[agent]
        return taken

    def _clashing(self, slots: int) -> int:
        clashing = 0
        for slot in bits(slots):
            clashing |= self._index.clashes[slot]
        return clashing

    @cached_property
    def _full(self) -> int:
        """Slots in which meetings that can stay take all places, whatever place of theirs each of them is given."""
        held = [0] * len(self._index.day_of)
        for number, slot in self.standing.items():
            if len(self.people[number]) >= _TO_TAKE_AWAY:
                for part in bits(self._index.span(slot, self._index.cases[number].length)):
                    held[part] += 1
        places = list(zip(self._index.problem.places, self._index.open, strict=True))
        room = (sum(place.capacity for place, slots in places if slots >> slot & 1) for slot in range(len(held)))
        return sum(1 << slot for slot, most in enumerate(room) if held[slot] >= most)

    def _full_starts(self, case: Case) -> int:
        """Where the request finds no place that a meeting which can stay would not have to leave."""
        if case.length == 1:
            return self._full
        starts = bits(case.starts)
        return sum(1 << slot for slot in starts if self._index.span(slot, case.length) & self._full)

    def _needs_in_own_time(self, case: Case, slot: int, agents: tuple[int, ...]) -> float:
        if self.people[case.number] == {*agents}:
            return 0
        able = all(self._index.starts(agent, case.length) >> slot & 1 for agent in agents)
        return self._needs(case, slot, agents) if able else inf

    def _narrowed(self, case: Case, most: int) -> Case:
        return _only(case, self._able(case, most))

    def _able(self, case: Case, most: int) -> Iterator[Seats]:
        """(first slots, who goes) that need no more people than that."""
        full = self._full_starts(case) if most < _TO_TAKE_AWAY and case.number not in self.standing else 0
        if case.number in self.standing or case.length > 1:
            needed = ((1 << slot, agents) for slot, agents, needed in self._needed(case) if needed <= most)
            yield from ((start, agents) for start, agents in needed if not start & full)
            return
        there = self.people.get(case.number, frozenset())
        for agents in product(*case.parties):
            people = {*agents}
            slots, taken = self._common_starts(case, people) & ~full, self._taken_by(people)
            if len(people) < len(agents):
                continue
            if len(people) * (1 + self._most_at_a_time) > most:  # nobody has to give up more meetings than clash
                given_up = bits(slots & taken) if most >= _TO_TAKE_AWAY else ()
                slots &= ~taken if len(people - there) <= most else 0
                slots |= sum(1 << slot for slot in given_up if self._needs(case, slot, agents) <= most)
            if slots:
                yield slots, agents

    def _needed(self, case: Case) -> list[tuple[int, tuple[int, ...], int]]:
        """(first slot, who goes, how many are disturbed at least)."""
        if case.number not in self._seats_of:
            seats = [(slot, agents, self._needs(case, slot, agents)) for slot, agents in self._seats(case)]
            self._seats_of[case.number] = seats
        return self._seats_of[case.number]

    def _seats(self, case: Case) -> Iterator[tuple[int, tuple[int, ...]]]:
        for slot in bits(case.starts):
            able = (self._index.candidates(case, party, slot) for party in range(len(case.parties)))
            yield from ((slot, agents) for agents in product(*able) if len(set(agents)) == len(agents))

    def _needs(self, case: Case, slot: int, agents: tuple[int, ...]) -> int:
        """No repair in which the request sits there disturbs fewer people."""
        there = self.people.get(case.number, frozenset())
        people = {*agents}
        disturbed = people - there
        if case.number in self.standing:
            disturbed |= there - people if self.standing[case.number] == slot else there
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
        kept, span = self._kept[agent], self._index.span(slot, case.length)
        if not self._taken[agent] & span:
            return set()
        clashing = self._clashing(span)
        return {number for part, number in kept.items() if clashing >> part & 1 and number != case.number}

    def _either(self, number: int, agent: int) -> frozenset[int]:
        """If the agent gives up that meeting, at least one of these is disturbed as well."""
        key = number, agent
        if key not in self._takers:
            case = self._index.cases[number]
            # Where parties share candidates, one of those who stay may go for another party, and a newcomer for theirs.
            chain = shared(case.parties)
            own = frozenset[int]().union(*(party for party in case.parties if chain or agent in party))
            self._takers[key] = (self.people[number] | own) - {agent}
        return self._takers[key]


def _only(case: Case, seats: Iterable[Seats]) -> Case:
    """The request with these seats, and with those that their people have together."""
    starts, going = 0, [set[int]() for _ in case.parties]
    for slots, agents in seats:
        if slots:
            starts |= slots
            for able, agent in zip(going, agents, strict=True):
                able.add(agent)
    parties = zip(case.parties, going, strict=True)
    return replace(case, starts=starts, parties=tuple(tuple(n for n in party if n in able) for party, able in parties))
