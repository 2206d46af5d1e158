"""Indexes of a schedule and its problem: by id, by agent, by delegation, by place and slot; nothing is judged yet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from solver.model.parts import Agent, Request, Slot
from solver.model.problem import Problem
from solver.model.schedule import Assignment, Schedule
from solver.validate.report import Rule, Violation

PlaceKey = tuple[frozenset[str] | None, frozenset[str], str | None]
"""Named places, owners of places among the sides, pinned place."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A placed request with everything that it uses."""

    request: Request
    span: tuple[Slot, ...]
    place: str
    agents: tuple[str, ...]
    """Who goes for each party."""

    @property
    def assignment(self) -> Assignment:
        return Assignment(request=self.request.id, slot=self.span[0].id, place=self.place, agents=self.agents)


class ScheduleIndex:
    """Problem and schedule by id; assignments that cannot be understood are in `malformed`."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem = problem
        self.slots = {slot.id: slot for slot in problem.slots}
        self.places = {place.id: place for place in problem.places}
        self.agents = {agent.id: agent for agent in problem.agents}
        self.agent_number = {agent.id: number for number, agent in enumerate(problem.agents)}
        self.delegations = {delegation.id: delegation for delegation in problem.delegations}
        self.requests = {request.id: request for request in problem.requests}
        self._owners = frozenset(place.owner for place in problem.places if place.owner is not None)
        self._allowed: dict[PlaceKey, frozenset[str]] = {}
        self._open: dict[tuple[PlaceKey, str, int], tuple[str, ...]] = {}
        self._room: dict[tuple[PlaceKey, str, int], bool] = {}
        self.followers: dict[str, list[str]] = defaultdict(list)
        """For each request, those that must begin after it."""
        for request in problem.requests:
            for earlier in request.after:
                self.followers[earlier].append(request.id)
        self._starts: dict[tuple[str, int], frozenset[str]] = {}
        self._somebody: dict[tuple[tuple[str, ...], int], frozenset[str]] = {}
        self._after_in_block = _neighbours(problem.slots)
        self.slots_of_day: dict[str, list[Slot]] = defaultdict(list)
        for slot in problem.slots:
            self.slots_of_day[slot.day].append(slot)
        self.longest_travel = max(problem.travel.values(), default=0)
        self.asked: dict[str, list[Request]] = defaultdict(list)
        """The requests of each delegation."""
        for request in problem.requests:
            for side in request.sides:
                self.asked[side.delegation].append(request)
        self.malformed: list[Violation] = []
        self.meetings: dict[str, Meeting] = {}
        self.by_agent: dict[str, list[Meeting]] = defaultdict(list)
        self.by_delegation: dict[str, list[Meeting]] = defaultdict(list)
        self.in_place: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
        for key, assignment in schedule.assignments.items():
            self._read(key, assignment)
        for meetings in self.by_agent.values():
            meetings.sort(key=lambda meeting: meeting.span[0].start)

    @cached_property
    def overlapping(self) -> dict[str, frozenset[str]]:
        """For each slot, itself and those that overlap it in time."""
        found: dict[str, set[str]] = {slot.id: {slot.id} for slot in self.problem.slots}
        running: list[Slot] = []
        for slot in self.problem.slots:
            running = [other for other in running if other.end > slot.start]
            for other in running:
                found[slot.id].add(other.id)
                found[other.id].add(slot.id)
            running.append(slot)
        return {name: frozenset(others) for name, others in found.items()}

    @cached_property
    def times(self) -> "SlotTimes":
        """The slots by their numbers."""
        return SlotTimes(self)

    def span(self, first: Slot, length: int) -> tuple[Slot, ...] | None:
        """The slots of a meeting of that length, None if the block ends too early."""
        span = [first]
        for _ in range(length - 1):
            after = self._after_in_block.get(span[-1].id)
            if after is None:
                return None
            span.append(after)
        return tuple(span)

    def starts(self, agent: str, length: int) -> frozenset[str]:
        """First slots in which the agent is free for a meeting of that length, whatever else is scheduled."""
        key = agent, length
        if key not in self._starts:
            free = self.agents[agent].free
            spans = ((name, self.span(self.slots[name], length)) for name in free)
            self._starts[key] = frozenset(
                name for name, span in spans if span is not None and all(slot.id in free for slot in span)
            )
        return self._starts[key]

    def everybody(self, request: Request) -> frozenset[str]:
        """First slots in which every party has somebody free, and nobody is needed twice; pins are kept."""
        parties = request.candidates
        slots = frozenset(self.slots).intersection(*(self.somebody(party, request.length) for party in parties))
        if len({agent for party in parties for agent in party}) == sum(map(len, parties)):
            return slots

        def free(slot: str) -> list[list[str]]:
            return [[agent for agent in party if slot in self.starts(agent, request.length)] for party in parties]

        return frozenset(slot for slot in slots if next(choices(free(slot)), None) is not None)

    def somebody(self, agents: tuple[str, ...], length: int) -> frozenset[str]:
        """First slots in which one of them is free for a meeting of that length."""
        key = agents, length
        if key not in self._somebody:
            self._somebody[key] = frozenset[str]().union(*(self.starts(agent, length) for agent in agents))
        return self._somebody[key]

    def travel(self, one: str, two: str) -> int:
        """Minutes from one venue to the other."""
        return self.problem.travel.get((one, two), 0) if one != two else 0

    def clash(self, one: Slot, two: Slot) -> bool:
        """Whether nobody can be in both slots: they overlap, or the travel between them takes too long."""
        if one.id == two.id:
            return True
        if one.start > two.start:
            one, two = two, one
        return two.start < one.end + self.travel(one.venue, two.venue)

    def day(self, agent: Agent, day: str) -> list[Meeting]:
        """The agent's meetings of a day in order of time."""
        return [meeting for meeting in self.by_agent.get(agent.id, ()) if meeting.span[0].day == day]

    def allowed_places(self, request: Request) -> frozenset[str]:
        """Places that the request may use whatever else is scheduled."""
        key = self.place_key(request)
        if key not in self._allowed:
            self._allowed[key] = self._allowed_places(request)
        return self._allowed[key]

    def place_key(self, request: Request) -> PlaceKey:
        """The same for requests that may use the same places."""
        owners = self._owners.intersection(side.delegation for side in request.sides)
        return request.places, owners, None if request.pin is None else request.pin.place

    def has_place(self, request: Request, span: tuple[Slot, ...]) -> bool:
        """Whether a place that the request may use is open and has room in all the slots."""
        key = self.place_key(request), span[0].id, len(span)
        if key not in self._room:
            self._room[key] = any(
                all(len(self.in_place.get((name, slot.id), ())) < self.places[name].capacity for slot in span)
                for name in self.open_places(request, span)
            )
        return self._room[key]

    def open_places(self, request: Request, span: tuple[Slot, ...]) -> tuple[str, ...]:
        """Places that the request may use and that are open in all the slots."""
        key = self.place_key(request), span[0].id, len(span)
        if key not in self._open:
            self._open[key] = tuple(
                name for name in self.allowed_places(request) if all(self.is_open(name, slot) for slot in span)
            )
        return self._open[key]

    def is_open(self, place: str, slot: Slot) -> bool:
        """Whether the place can be used in the slot by somebody."""
        item = self.places[place]
        return item.capacity > 0 and item.venue == slot.venue and slot.id not in item.closed

    def _allowed_places(self, request: Request) -> frozenset[str]:
        sides = {side.delegation for side in request.sides}
        return frozenset(
            place.id
            for place in self.problem.places
            if (place.owner is None if request.places is None else place.id in request.places)
            and (place.owner is None or place.owner in sides)
            and (request.pin is None or request.pin.place in (None, place.id))
        )

    def _read(self, key: str, assignment: Assignment) -> None:
        request = self.requests.get(assignment.request)
        first = self.slots.get(assignment.slot)
        known = all(agent in self.agents for agent in assignment.agents)
        if request is None or first is None or key != assignment.request:
            self.malformed.append(Violation(Rule.UNKNOWN, (key,)))
            return
        whole = len(assignment.agents) == len(request.sides) + len(request.roles)
        if not known or not whole or assignment.place not in self.places:
            self.malformed.append(Violation(Rule.UNKNOWN, (key,)))
            return
        span = self.span(first, request.length)
        if span is None:
            self.malformed.append(Violation(Rule.LENGTH, (key, first.id)))
            span = (first,)
        meeting = Meeting(request, span, assignment.place, assignment.agents)
        self.meetings[key] = meeting
        for agent in meeting.agents:
            self.by_agent[agent].append(meeting)
        for side in request.sides:
            self.by_delegation[side.delegation].append(meeting)
        for slot in span:
            self.in_place[meeting.place, slot.id].append(meeting)


def choices(parties: Sequence[Sequence[str]], but: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way to send one of each party, nobody for two of them, and nobody of `but`."""
    if not parties:
        yield ()
        return
    for agent in parties[0]:
        if agent not in but:
            yield from ((agent, *others) for others in choices(parties[1:], (*but, agent)))


class SlotTimes:
    """The slots of a problem as `solver.model.alone` reads them, and sets of slots as integers."""

    def __init__(self, index: ScheduleIndex) -> None:
        self._index = index
        slots = index.problem.slots
        self._number = {slot.id: number for number, slot in enumerate(slots)}
        self._masks: dict[frozenset[str], int] = {}
        days = {day: number for number, day in enumerate(index.slots_of_day)}
        self.day_of = [days[slot.day] for slot in slots]
        self.clashes = [1 << number for number in range(len(slots))]
        for n, one in enumerate(slots):
            for m in range(n + 1, len(slots)):
                if slots[m].start >= one.end + index.longest_travel:
                    break
                if index.clash(one, slots[m]):
                    self.clashes[n] |= 1 << m
                    self.clashes[m] |= 1 << n

    def mask(self, slots: frozenset[str]) -> int:
        """A set of slots, one bit for each."""
        if slots not in self._masks:
            self._masks[slots] = sum(1 << self._number[name] for name in slots)
        return self._masks[slots]

    def span(self, slot: int, length: int) -> int:
        """The slots that a meeting covers."""
        if length == 1:
            return 1 << slot
        return self.mask(frozenset(part.id for part in self._index.span(self._index.problem.slots[slot], length) or ()))


def _neighbours(slots: tuple[Slot, ...]) -> dict[str, Slot]:
    blocks: dict[tuple[str, str, str], list[Slot]] = defaultdict(list)
    for slot in slots:
        blocks[slot.day, slot.block, slot.venue].append(slot)
    return {before.id: after for block in blocks.values() for before, after in pairwise(block)}
