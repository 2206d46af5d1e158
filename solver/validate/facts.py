"""A schedule read against its problem: who is where and when, without any judgement yet."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from solver.problem import Agent, Problem, Request, Slot
from solver.schedule import Assignment, Schedule
from solver.validate.report import Rule, Violation


@dataclass(frozen=True, slots=True)
class Meeting:
    """A placed request with everything that it uses."""

    request: Request
    span: tuple[Slot, ...]
    place: str
    agents: tuple[str, str]

    @property
    def people(self) -> tuple[str, ...]:
        return (*self.agents, *self.request.third_parties)


class Facts:
    """Problem and schedule by id; assignments that cannot be understood are in `misread`."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem = problem
        self.slots = {slot.id: slot for slot in problem.slots}
        self.places = {place.id: place for place in problem.places}
        self.agents = {agent.id: agent for agent in problem.agents}
        self.delegations = {delegation.id: delegation for delegation in problem.delegations}
        self.requests = {request.id: request for request in problem.requests}
        self._after_in_block = _neighbours(problem.slots)
        self.misread: list[Violation] = []
        self.meetings: dict[str, Meeting] = {}
        self.by_agent: dict[str, list[Meeting]] = defaultdict(list)
        self.by_delegation: dict[str, list[Meeting]] = defaultdict(list)
        self.in_place: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
        for key, assignment in schedule.assignments.items():
            self._read(key, assignment)
        for meetings in self.by_agent.values():
            meetings.sort(key=lambda meeting: meeting.span[0].start)

    def span(self, first: Slot, length: int) -> tuple[Slot, ...] | None:
        """The slots of a meeting of that length, None if the block ends too early."""
        span = [first]
        for _ in range(length - 1):
            after = self._after_in_block.get(span[-1].id)
            if after is None:
                return None
            span.append(after)
        return tuple(span)

    def travel(self, one: str, two: str) -> int:
        """Minutes from one venue to the other."""
        return self.problem.travel.get((one, two), 0) if one != two else 0

    def clash(self, one: Slot, two: Slot) -> bool:
        """Whether nobody can be in both slots: they overlap, or the way between them is too long."""
        if one.id == two.id:
            return True
        if one.start > two.start:
            one, two = two, one
        return two.start < one.end + self.travel(one.venue, two.venue)

    def day(self, agent: Agent, day: str) -> list[Meeting]:
        """The agent's meetings of a day in order of time."""
        return [meeting for meeting in self.by_agent.get(agent.id, ()) if meeting.span[0].day == day]

    def allowed_places(self, request: Request) -> set[str]:
        """Places that the request may use whatever else is scheduled."""
        sides = {side.delegation for side in request.sides}
        return {
            place.id
            for place in self.problem.places
            if (place.owner is None if request.places is None else place.id in request.places)
            and (place.owner is None or place.owner in sides)
            and (request.pin is None or request.pin.place in (None, place.id))
        }

    def _read(self, key: str, assignment: Assignment) -> None:
        request = self.requests.get(assignment.request)
        first = self.slots.get(assignment.slot)
        known = all(agent in self.agents for agent in assignment.agents) and len(assignment.agents) == 2
        if request is None or first is None or key != assignment.request:
            self.misread.append(Violation(Rule.UNKNOWN, (key,)))
            return
        if not known or assignment.place not in self.places:
            self.misread.append(Violation(Rule.UNKNOWN, (key,)))
            return
        span = self.span(first, request.length)
        if span is None:
            self.misread.append(Violation(Rule.LENGTH, (key, first.id)))
            span = (first,)
        meeting = Meeting(request, span, assignment.place, assignment.agents)
        self.meetings[key] = meeting
        for agent in meeting.people:
            self.by_agent[agent].append(meeting)
        for side in request.sides:
            self.by_delegation[side.delegation].append(meeting)
        for slot in span:
            self.in_place[meeting.place, slot.id].append(meeting)


def _neighbours(slots: tuple[Slot, ...]) -> dict[str, Slot]:
    blocks: dict[tuple[str, str, str], list[Slot]] = defaultdict(list)
    for slot in slots:
        blocks[slot.day, slot.block, slot.venue].append(slot)
    return {before.id: after for block in blocks.values() for before, after in pairwise(block)}
