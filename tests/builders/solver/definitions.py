"""People disturbed, breaks, waiting and what a delegation could have alone, once more from the definitions in the docs.

Everything is in minutes, and everything is tried: nothing is shared with the solver or its judge.
"""

from collections import Counter
from collections.abc import Callable
from itertools import combinations, pairwise, product

from solver import Agent, Delegation, Problem, Request, Schedule, Slot


def disturbed(problem: Problem, before: Schedule, after: Schedule, forced: set[str]) -> set[str]:
    """People who lose or move a meeting that could stay, or gain one."""
    old, new = _agendas(before), _agendas(after)
    asked = {request.id for request in problem.requests}
    found = set()
    for agent in problem.agents:
        was, now = old.get(agent.id, {}), new.get(agent.id, {})
        loses = {name for name, slot in was.items() if now.get(name) != slot} - forced
        if loses & asked or now.keys() - was.keys():
            found.add(agent.id)
    return found


def breaks(problem: Problem, schedule: Schedule) -> int:
    """Pairs of slots with a meeting of one person and day, one after the other, with an idle slot between them."""
    return sum(
        any(one.end <= idle.start and idle.end <= two.start for idle in _idle(problem, schedule, agent))
        for agent in problem.agents
        for day in {slot.day for slot in problem.slots}
        for one, two in pairwise(slot for slot in _busy(problem, schedule, agent) if slot.day == day)
    )


def waiting(problem: Problem, schedule: Schedule) -> int:
    """Idle hours after one meeting of the day and before another."""
    return sum(
        any(one.day == hour.day and one.end <= hour.start for one in _busy(problem, schedule, agent))
        and any(one.day == hour.day and hour.end <= one.start for one in _busy(problem, schedule, agent))
        for agent in problem.agents
        for hour in _idle(problem, schedule, agent)
        if hour in _hours(problem, agent)
    )


def reachable_alone(problem: Problem, delegation: Delegation, requests: list[Request]) -> int:
    """The most of the requests that the delegation's own people could attend."""
    return best_alone(problem, delegation, requests, lambda _: 1)


def best_alone(
    problem: Problem, delegation: Delegation, requests: list[Request], worth: Callable[[Request], int]
) -> int:
    """The most worth of requests that the delegation's own people could attend, by trying every way."""
    best = 0
    openings = [[None, *_openings(problem, delegation.id, request)] for request in requests]
    for choice in product(*openings):
        attended = {request.id: one for request, one in zip(requests, choice, strict=True) if one is not None}
        value = sum(worth(request) for request in requests if request.id in attended)
        few = delegation.maximum is None or len(attended) <= delegation.maximum
        if value > best and few and _can_be_attended(problem, list(attended.values())):
            best = value
    return best


def _can_be_attended(problem: Problem, attended: list[tuple[Agent, tuple[Slot, ...]]]) -> bool:
    for (one, first), (two, second) in combinations(attended, 2):
        if one == two and any(_exclude(problem, a, b) for a in first for b in second):
            return False
    days = Counter((agent.id, span[0].day) for agent, span in attended)
    limits = {agent.id: agent.max_per_day for agent, _ in attended}
    return all(limits[name] is None or count <= limits[name] for (name, _), count in days.items())


def _openings(problem: Problem, delegation: str, request: Request) -> list[tuple[Agent, tuple[Slot, ...]]]:
    people = {agent.id: agent for agent in problem.agents}
    own, other = sorted(request.sides, key=lambda side: side.delegation != delegation)
    parties = (other.agents, *(role.agents for role in request.roles))
    spans = [_span(problem, slot, request.length) for slot in problem.slots]
    possible = [
        span
        for slot, span in zip(problem.slots, spans, strict=True)
        if len(span) == request.length
        and (request.slots is None or slot.id in request.slots)
        and all(any(_there(people[name], span) for name in party) for party in parties)
    ]
    return [(people[name], span) for name in own.agents for span in possible if _there(people[name], span)]


def _span(problem: Problem, slot: Slot, length: int) -> tuple[Slot, ...]:
    block = [one for one in problem.slots if (one.day, one.block, one.venue) == (slot.day, slot.block, slot.venue)]
    return tuple(block[block.index(slot) :][:length])


def _there(agent: Agent, span: tuple[Slot, ...]) -> bool:
    return all(slot.id in agent.free for slot in span)


def _overlap(one: Slot, two: Slot) -> bool:
    return one.start < two.end and two.start < one.end


def _exclude(problem: Problem, one: Slot, two: Slot) -> bool:
    first, second = sorted((one, two), key=lambda slot: slot.start)
    way = 0 if first.venue == second.venue else problem.travel.get((first.venue, second.venue), 0)
    return _overlap(first, second) or second.start - first.end < way


def _agendas(schedule: Schedule) -> dict[str, dict[str, str]]:
    """For each person the first slot of each meeting."""
    found: dict[str, dict[str, str]] = {}
    for name, item in schedule.assignments.items():
        for agent in item.agents:
            found.setdefault(agent, {})[name] = item.slot
    return found


def _busy(problem: Problem, schedule: Schedule, agent: Agent) -> list[Slot]:
    slots = {slot.id: slot for slot in problem.slots}
    lengths = {request.id: request.length for request in problem.requests}
    met = [item for item in schedule.assignments.values() if agent.id in item.agents]
    return sorted(
        (part for item in met for part in _span(problem, slots[item.slot], lengths[item.request])),
        key=lambda slot: slot.start,
    )


def _idle(problem: Problem, schedule: Schedule, agent: Agent) -> list[Slot]:
    busy = _busy(problem, schedule, agent)
    return [slot for slot in _counting(problem, agent) if not any(_overlap(slot, one) for one in busy)]


def _counting(problem: Problem, agent: Agent) -> list[Slot]:
    own = [slot for slot in problem.slots if problem.absence_counts or slot.id in agent.free]
    return [slot for slot in own if not any(slot.id in lunch for lunch in agent.keep_one_free)]


def _hours(problem: Problem, agent: Agent) -> list[Slot]:
    hours: list[Slot] = []
    for slot in _counting(problem, agent):
        if not any(_overlap(slot, hour) for hour in hours):
            hours.append(slot)
    return hours
