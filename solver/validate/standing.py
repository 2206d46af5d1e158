"""Meetings that cannot stay: checked one by one, each with those that share something with it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from solver.model.fitting import fitting
from solver.model.problem import Problem
from solver.model.schedule import Assignment, Schedule
from solver.validate.report import Rule
from solver.validate.rules import RULES
from solver.validate.schedule_index import ScheduleIndex

_OF_PLACES = frozenset({Rule.PLACE, Rule.OWNER, Rule.CLOSED, Rule.CAPACITY, Rule.UNKNOWN})
_OF_ALL_TOGETHER = frozenset({Rule.PIN, Rule.PLACE_ALL, Rule.BREAK_SPREAD})

_Key = tuple[str, str]


def cannot_stay(problem: Problem, schedule: Schedule) -> frozenset[str]:
    """Requests whose meetings cannot stay where the schedule has them.

    Pinned, required and valuable ones are let stay first; those whose place is lost come after all others and take
    the first allowed place with room, booths before others. Where more people meet than are asked for any more, those
    who fit stay.
    """
    kept, schedule = _Kept(problem), fitting(problem, schedule)
    known = [was for was in schedule.assignments.values() if was.request in kept.requests and kept.as_pinned(was)]
    position = {request.id: n for n, request in enumerate(problem.requests)}

    def priority(was: Assignment) -> tuple[bool, bool, int, int]:
        request = kept.requests[was.request]
        return request.pin is None, not request.required, -request.value, position[request.id]

    homeless: list[Assignment] = []
    for was in sorted(known, key=priority):
        broken = kept.broken(was)
        if broken & _OF_PLACES:
            homeless.append(was)
        elif not broken:
            kept.keep(was)
    for was in homeless:
        for place in sorted(problem.places, key=lambda place: place.owner is None):
            moved = Assignment(request=was.request, slot=was.slot, place=place.id, agents=was.agents)
            broken = kept.broken(moved)
            if not broken & _OF_PLACES:
                if not broken:
                    kept.keep(moved)
                break
    return frozenset(schedule.assignments) - frozenset(kept.meetings)


class _Kept:
    """The meetings that stay, by what another meeting could have to do with them."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.requests = {request.id: request for request in problem.requests}
        self._owners = {place.owner for place in problem.places if place.owner is not None}
        self.meetings: dict[str, Assignment] = {}
        self._by_key: dict[_Key, set[str]] = defaultdict(set)

    def as_pinned(self, was: Assignment) -> bool:
        pin = self.requests[was.request].pin
        return pin is None or (pin.slot in (None, was.slot) and pin.names(was.agents))

    def keep(self, was: Assignment) -> None:
        self.meetings[was.request] = was
        for key in self._keys(was):
            self._by_key[key].add(was.request)

    def broken(self, was: Assignment) -> set[Rule]:
        """Rules that the meeting breaks beside those that it has anything to do with."""
        near = set().union(*(self._by_key[key] for key in self._keys(was)))
        meetings = {name: self.meetings[name] for name in sorted(near)} | {was.request: was}
        index = ScheduleIndex(self._only(meetings), Schedule(meetings))
        broken = {item.code for item in index.malformed}
        broken |= {item.code for rule in RULES for item in rule(index)} - _OF_ALL_TOGETHER
        people = len(was.agents) == len(self.requests[was.request].parties) and index.agents.keys() >= {*was.agents}
        known_slot = was.slot in index.slots and people
        if Rule.UNKNOWN in broken and not (known_slot and was.place not in index.places):
            return {Rule.SLOT}
        if Rule.UNKNOWN not in broken and was.place not in index.allowed_places(self.requests[was.request]):
            broken.add(Rule.PLACE)
        return broken

    def _only(self, meetings: dict[str, Assignment]) -> Problem:
        """The problem with the requests of these meetings, and with whom they concern, alone."""
        requests = tuple(
            replace(self.requests[name], after=tuple(other for other in self.requests[name].after if other in meetings))
            for name in meetings
        )
        people = {agent for request in requests for party in request.parties for agent in party}
        named = {side.delegation for request in requests for side in request.sides} | self._owners
        return replace(
            self._problem,
            requests=requests,
            agents=tuple(agent for agent in self._problem.agents if agent.id in people),
            delegations=tuple(delegation for delegation in self._problem.delegations if delegation.id in named),
            vetoes=frozenset(pair for pair in self._problem.vetoes if pair <= named),
        )

    def _keys(self, was: Assignment) -> Iterator[_Key]:
        request = self.requests[was.request]
        yield "place", was.place
        yield from (("person", agent) for agent in was.agents)
        yield from (("delegation", side.delegation) for side in request.sides)
        yield from (("order", name) for name in (request.id, *request.after))
