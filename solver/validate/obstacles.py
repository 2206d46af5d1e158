"""Obstacles to one more meeting in a schedule: people, limits, orders, places, the spread of breaks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, assert_never

from solver.model.parts import Request, Slot
from solver.model.result import ObstacleKind
from solver.model.schedule import Assignment, Schedule
from solver.validate.rules import breaks_are_spread, longest_row
from solver.validate.schedule_index import ScheduleIndex, choices

Span = tuple[Slot, ...]
Witness = Mapping[str, Any]


def candidates(request: Request) -> dict[str, tuple[str, ...]]:
    """Who could go for each party: a side by its delegation's id, a role by its own."""
    sides = {side.delegation: side.agents for side in request.sides}
    return sides | {role.id: role.agents for role in request.roles}


def can_be_sent(parties: Iterable[tuple[str, ...]], able: Callable[[str], bool]) -> bool:
    """Whether each party has somebody who is able, and nobody is needed for two of them."""
    return next(choices([list(filter(able, party)) for party in parties]), None) is not None


def allowed_spans(index: ScheduleIndex, request: Request) -> Iterator[tuple[str, Span]]:
    """Every allowed first slot; a meeting that runs over the end of its block fits nobody, so it is left out."""
    for slot in index.problem.slots:
        span = index.span(slot, request.length)
        if span is not None and (request.slots is None or slot.id in request.slots):
            yield slot.id, span


def is_free(index: ScheduleIndex, agent: str, span: Span) -> bool:
    """Whether the agent is there in all these slots, in a meeting or not."""
    return index.agents[agent].free.issuperset(slot.id for slot in span)


def somebody_cannot(index: ScheduleIndex, request: Request, span: Span) -> bool:
    """Whether the parties have no candidates who could meet in these slots, or an order would be broken."""
    return bool(_out_of_order(index, request, span)) or not can_be_sent(
        candidates(request).values(), lambda agent: not _cannot(index, agent, span)
    )


def has_nothing_left(index: ScheduleIndex, agent: str) -> bool:
    """Whether each of the agent's free slots is taken, or lies in a day with all the meetings wanted."""
    free = (index.slots[name] for name in index.agents[agent].free)
    return all(_clashing(index, agent, (slot,)) or _over_limit(index, agent, (slot,), "max_per_day") for slot in free)


def ruled_out(index: ScheduleIndex, request: Request, span: Span, obstacles: list[Witness]) -> bool:
    """Whether the obstacles exist and are enough: whom the parties could send, the order, the places, or the spread."""
    stopped = set()
    for obstacle in obstacles:
        match ObstacleKind(obstacle["kind"]):
            case ObstacleKind.ORDER:
                return obstacle["request"] in _out_of_order(index, request, span)
            case ObstacleKind.PLACES:
                return not index.has_place(request, span)
            case ObstacleKind.SPREAD:
                return _always_unequal(index, request, span)
            case ObstacleKind.AWAY:
                stands = not is_free(index, obstacle["agent"], span)
            case ObstacleKind.MEETING:
                requests = set(obstacle["requests"])
                stands = bool(requests) and requests <= _clashing(index, obstacle["agent"], span)
            case ObstacleKind.LIMIT:
                stands = _over_limit(index, obstacle["agent"], span, obstacle["limit"])
            case unknown:
                assert_never(unknown)
        if not stands:
            return False
        stopped.add(obstacle["agent"])
    return not can_be_sent(candidates(request).values(), lambda agent: agent not in stopped)


def _always_unequal(index: ScheduleIndex, request: Request, span: Span) -> bool:
    """Whether the numbers of breaks would differ too much, with any delegates."""
    able = [[a for a in party if not _cannot(index, a, span)] for party in candidates(request).values()]
    placed = {name: meeting.assignment for name, meeting in index.meetings.items()}
    place = index.problem.places[0].id
    return all(
        any(breaks_are_spread(ScheduleIndex(index.problem, Schedule({**placed, request.id: added}))))
        for agents in choices(able)
        for added in (Assignment(request=request.id, slot=span[0].id, place=place, agents=agents),)
    )


def _cannot(index: ScheduleIndex, agent: str, span: Span) -> bool:
    limits = ("max_per_day", "max_in_a_row", "keep_one_free")
    return (
        not is_free(index, agent, span)
        or bool(_clashing(index, agent, span))
        or any(_over_limit(index, agent, span, limit) for limit in limits)
    )


def _clashing(index: ScheduleIndex, agent: str, span: Span) -> set[str]:
    """The agent's meetings that exclude one in these slots."""
    return {
        meeting.request.id
        for meeting in index.by_agent.get(agent, ())
        if any(index.clash(own, slot) for own in meeting.span for slot in span)
    }


def _over_limit(index: ScheduleIndex, agent: str, span: Span, limit: str) -> bool:
    """Whether a meeting in these slots would break that limit of the agent."""
    person = index.agents[agent]
    busy = {slot.id for meeting in index.by_agent.get(agent, ()) for slot in meeting.span}
    busy |= {slot.id for slot in span}
    if limit == "max_per_day":
        return person.max_per_day is not None and len(index.day(person, span[0].day)) >= person.max_per_day
    if limit == "max_in_a_row":
        return person.max_in_a_row is not None and longest_row(index, busy) > person.max_in_a_row
    return limit == "keep_one_free" and any(kept <= busy for kept in person.keep_one_free)


def _out_of_order(index: ScheduleIndex, request: Request, span: Span) -> set[str]:
    """Placed requests that this one would be too early or too late for."""
    late = {
        name for name in request.after if name in index.meetings and index.meetings[name].span[-1].end > span[0].start
    }
    early = {
        name
        for name in index.followers.get(request.id, ())
        if name in index.meetings and index.meetings[name].span[0].start < span[-1].end
    }
    return late | early
