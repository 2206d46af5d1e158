"""The problem in whole numbers and bit masks, as every part of the search reads it.

Slots, agents, places and requests are counted from 0 in the problem's order. A set of slots is an integer with one bit
per slot.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import numpy as np

from solver.model.bits import bits
from solver.model.blocks import following_slots, slots_from
from solver.model.distinct import distinct, shared
from solver.model.parts import Request
from solver.model.problem import Problem
from solver.state.case import Case
from solver.state.columns import Columns, Ints, in_pairs
from solver.state.counting import hours, without_lunch


class Index:
    """Everything about a problem that does not depend on a schedule."""

    def __init__(self, problem: Problem, poll_stop: Callable[[], None] = lambda: None) -> None:
        self.problem = problem
        self.poll_stop = poll_stop
        """Polls the stop flag; called all the time while a large problem is prepared, and what it raises ends that."""
        self.slot_number = {slot.id: n for n, slot in enumerate(problem.slots)}
        self.agent_number = {agent.id: n for n, agent in enumerate(problem.agents)}
        self.place_number = {place.id: n for n, place in enumerate(problem.places)}
        self.delegation_number = {delegation.id: n for n, delegation in enumerate(problem.delegations)}
        self.request_number = {request.id: n for n, request in enumerate(problem.requests)}
        self.all_slots = (1 << len(problem.slots)) - 1
        self.free = [self.mask(agent.free) for agent in problem.agents]
        self._following = following_slots(problem.slots)
        self._starts: dict[tuple[int, int], int] = {}
        self.day_masks, self.day_of = self._days()
        self.open = [self._open_slots(n) for n in range(len(problem.places))]
        self._demand_number: dict[frozenset[int], int] = {}
        self._housed: dict[tuple[frozenset[int], int], int] = {}
        self._common = frozenset(n for n, place in enumerate(problem.places) if place.owner is None)
        self.cases = [self._case(n, request) for n, request in enumerate(problem.requests)]
        self.demands = [sorted(demand, key=self._booths_first) for demand in self._demand_number]
        self.followers: dict[int, list[int]] = defaultdict(list)
        for case in self.cases:
            for earlier in case.after:
                self.followers[earlier].append(case.number)

    def polled_cases(self) -> Iterator[Case]:
        """The cases, polling the stop flag before each."""
        for case in self.cases:
            self.poll_stop()
            yield case

    def mask(self, slots: Iterable[str]) -> int:
        """The set of slots as an integer."""
        return sum(1 << self.slot_number[name] for name in slots)

    @cached_property
    def spans(self) -> dict[tuple[int, int], int]:
        """The slots that a meeting covers, by first slot and length; absent if the block ends too early."""
        spans = {}
        for length in {case.length for case in self.cases} | {1}:
            for slot in self.problem.slots:
                names = slots_from(slot.id, length, self._following)
                if names is not None:
                    spans[self.slot_number[slot.id], length] = self.mask(names)
        return spans

    @cached_property
    def clashes(self) -> list[int]:
        """For each slot, the slots that nobody can be in as well: itself, those that overlap, those too far away."""
        slots, travel = self.problem.slots, self.problem.travel
        longest = max(travel.values(), default=0)
        clashes = [1 << n for n in range(len(slots))]
        for n, slot in enumerate(slots):
            for m in range(n + 1, len(slots)):
                gap = slots[m].start - slot.end
                if slots[m].start - slot.start > longest + 24 * 60:
                    break
                minutes = travel.get((slot.venue, slots[m].venue), 0) if slot.venue != slots[m].venue else 0
                if gap < minutes:
                    clashes[n] |= 1 << m
                    clashes[m] |= 1 << n
        return clashes

    @cached_property
    def overlaps(self) -> list[int]:
        """For each slot, the slots that overlap it in time, itself included."""
        slots = self.problem.slots
        return [
            sum(1 << m for m in bits(mask) if slots[m].start < slots[n].end and slots[n].start < slots[m].end)
            for n, mask in enumerate(self.clashes)
        ]

    @cached_property
    def counting(self) -> list[int]:
        """For each agent, the slots that count as a break when they are idle between two meetings: without lunch."""
        people = zip(self.agenda, self.problem.agents, strict=True)
        return [without_lunch(agenda, agent, self.slot_number) for agenda, agent in people]

    @cached_property
    def agenda(self) -> list[int]:
        """For each agent, the slots that its agenda may have: where it may meet, and those that count."""
        return [self.all_slots] * len(self.free) if self.problem.absence_counts else self.free

    @cached_property
    def hours(self) -> list[int]:
        """For each agent, the counting slots without those that overlap an earlier one (in another venue)."""
        if not self.some_overlap:
            return self.counting
        known = {counting: hours(counting, self.overlaps) for counting in set(self.counting)}
        return [known[counting] for counting in self.counting]

    @cached_property
    def some_overlap(self) -> bool:
        """Whether any slot overlaps another one in time."""
        return any(mask & (mask - 1) for mask in self.overlaps)

    @cached_property
    def blocks(self) -> list[list[int]]:
        """The slots of each block in order of time."""
        blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for n, slot in enumerate(self.problem.slots):
            blocks[slot.day, slot.block, slot.venue].append(n)
        return list(blocks.values())

    def limits(self, agent: int) -> Iterator[tuple[int, int]]:
        """The agent's personal limits as sets of slots, with the most meetings in each."""
        person = self.problem.agents[agent]
        if person.max_per_day is not None:
            yield from ((day, person.max_per_day) for day in self.day_masks)
        for kept in person.keep_one_free:
            yield self.mask(kept), len(kept) - 1
        if (row := person.max_in_a_row) is not None:
            yield from ((slots, row) for slots in self.rows_longer_than(row))

    def rows_longer_than(self, row: int) -> list[int]:
        """Every set of directly following slots of a block that is one longer."""
        return [
            sum(1 << slot for slot in block[first : first + row + 1])
            for block in self.blocks
            for first in range(len(block) - row)
        ]

    def longest_row(self, busy: int) -> int:
        """Most directly following slots of a block that are all busy."""
        longest = 0
        for block in self.blocks:
            row = 0
            for slot in block:
                row = row + 1 if busy >> slot & 1 else 0
                longest = max(longest, row)
        return longest

    @cached_property
    def columns(self) -> Columns:
        """The cases in arrays."""
        return Columns(
            length=np.array([case.length for case in self.cases], dtype=np.int64),
            delegations=in_pairs(case.delegations for case in self.cases),
            values=in_pairs(case.values for case in self.cases),
            required=np.array([case.required for case in self.cases], dtype=np.bool_),
        )

    def parts(self, length: int) -> Ints:
        """A row for each slot: the slots of a meeting that begins there, or -1 where it does not fit."""
        rows = np.full((len(self.day_of), length), -1, dtype=np.int64)
        for slot in range(len(rows)):
            if (slot, length) in self.spans:
                rows[slot] = list(bits(self.spans[slot, length]))
        return rows

    @cached_property
    def requests_of(self) -> list[list[int]]:
        """The requests of each delegation."""
        requests: list[list[int]] = [[] for _ in self.problem.delegations]
        for case in self.cases:
            for delegation in case.delegations:
                requests[delegation].append(case.number)
        return requests

    def starts(self, agent: int, length: int) -> int:
        """First slots in which the agent is free for that many slots."""
        if length == 1:
            return self.free[agent]
        key = (agent, length)
        if key not in self._starts:
            self._starts[key] = self._fitting(self.free[agent], length)
        return self._starts[key]

    def span(self, slot: int, length: int) -> int:
        """The slots that a meeting covers."""
        return 1 << slot if length == 1 else self.spans[slot, length]

    @cached_property
    def width(self) -> int:
        """The most people that a meeting has."""
        return max((len(case.parties) for case in self.cases), default=2)

    def candidates(self, case: Case, party: int, slot: int) -> list[int]:
        """Who of a party is free for a meeting that begins in that slot."""
        return [agent for agent in case.parties[party] if self.starts(agent, case.length) >> slot & 1]

    def places(self, case: Case, slot: int) -> list[int]:
        """Places that are allowed and open, own booths first."""
        span = self.span(slot, case.length)
        return [place for place in self.demands[case.demand] if span & ~self.open[place] == 0]

    def may_use(self, case: Case, slot: int, place: int) -> bool:
        """Whether a place is one of these."""
        open_then = not self.span(slot, case.length) & ~self.open[place]
        return open_then and place in self._demand_sets[case.demand]

    @cached_property
    def _demand_sets(self) -> list[frozenset[int]]:
        return list(self._demand_number)

    def _fitting(self, free: int, length: int) -> int:
        found = 0
        for n in bits(free):
            names = slots_from(self.problem.slots[n].id, length, self._following)
            if names is not None and self.mask(names) & ~free == 0:
                found |= 1 << n
        return found

    def _days(self) -> tuple[list[int], list[int]]:
        masks: dict[str, int] = {}
        for n, slot in enumerate(self.problem.slots):
            masks[slot.day] = masks.get(slot.day, 0) | 1 << n
        numbers = {day: n for n, day in enumerate(masks)}
        return list(masks.values()), [numbers[slot.day] for slot in self.problem.slots]

    def _open_slots(self, place: int) -> int:
        item = self.problem.places[place]
        if item.capacity == 0:
            return 0
        return self.mask(slot.id for slot in self.problem.slots if slot.venue == item.venue) & ~self.mask(item.closed)

    def _booths_first(self, place: int) -> tuple[bool, int]:
        return self.problem.places[place].owner is None, place

    def _case(self, number: int, request: Request) -> Case:
        self.poll_stop()
        parties = tuple(tuple(self.agent_number[agent] for agent in party) for party in request.candidates)
        starts = self.all_slots if request.slots is None else self.mask(request.slots)
        pin = request.pin
        if pin is not None and pin.slot is not None:
            starts &= 1 << self.slot_number[pin.slot]
        for party in parties:
            could = 0
            for agent in party:
                could |= self.starts(agent, request.length)
            starts &= could
        if request.roles and shared(parties):
            starts = self._filled(parties, request.length, starts)
        if frozenset(side.delegation for side in request.sides) in self.problem.vetoes:
            starts = 0
        demand, housed = self._demand(request)
        one, two = (self.delegation_number[side.delegation] for side in request.sides)
        return Case(
            number=number,
            parties=parties,
            delegations=(one, two),
            values=(request.sides[0].value, request.sides[1].value),
            length=request.length,
            starts=starts & housed,
            demand=demand,
            required=request.required,
            pinned=pin is not None,
            after=tuple(self.request_number[name] for name in request.after),
        )

    def _filled(self, parties: tuple[tuple[int, ...], ...], length: int, starts: int) -> int:
        """The slots in which every party has somebody free, and nobody is needed twice."""
        return sum(
            1 << slot
            for slot in bits(starts)
            if distinct([[a for a in party if self.starts(a, length) >> slot & 1] for party in parties]) is not None
        )

    def _demand(self, request: Request) -> tuple[int, int]:
        if request.places is None:
            allowed = self._common
        else:
            sides = {side.delegation for side in request.sides}
            named = (self.place_number[name] for name in request.places)
            allowed = frozenset(n for n in named if self.problem.places[n].owner in (None, *sides))
        if request.pin is not None and request.pin.place is not None:
            allowed &= {self.place_number[request.pin.place]}
        key = (allowed, request.length)
        if key not in self._housed:
            housed = 0
            for place in allowed:
                housed |= self.open[place] if request.length == 1 else self._fitting(self.open[place], request.length)
            self._housed[key] = housed
        return self._demand_number.setdefault(allowed, len(self._demand_number)), self._housed[key]
