"""Whether a stated reason is true, read off the schedule and the witnesses; nothing is searched for."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from solver.model.parts import Request, Slot
from solver.model.result import Reason, ReasonCode
from solver.model.schedule import Assignment, Schedule
from solver.validate.facts import Facts, Meeting
from solver.validate.goals import guaranteed
from solver.validate.goals import guarantees as guarantee_shortfall
from solver.validate.goals import required as required_missing
from solver.validate.goals import value as value_met
from solver.validate.rules import RULES, breaks_are_spread, is_received, longest_row

Span = tuple[Slot, ...]
Witness = Mapping[str, Any]


def confirms(facts: Facts, reason: Reason) -> bool:
    """Whether the reason holds for a request that is not scheduled."""
    request = facts.requests.get(reason.request)
    if request is None or reason.request in facts.meetings:
        return False
    try:
        return _CHECKS[reason.code](facts, request, reason.witness)
    except (KeyError, TypeError, IndexError):
        return False  # a witness of another shape, or of things that do not exist


def _vetoed(facts: Facts, request: Request, _: Witness) -> bool:
    return frozenset(side.delegation for side in request.sides) in facts.problem.vetoes


def _no_common_slot(facts: Facts, request: Request, witness: Witness) -> bool:
    parties = _parties(request)
    return all(
        any(not any(_is_free(facts, agent, span) for agent in parties[name]) for name in witness["away"].get(slot, ()))
        for slot, span in _spans(facts, request)
    )


def _person_full(facts: Facts, request: Request, witness: Witness) -> bool:
    party = witness["party"]
    agents = _parties(request)[party]
    if "limit" in witness:
        meetings = facts.by_delegation.get(party, [])
        if witness["limit"] == "maximum":
            maximum = facts.delegations[party].maximum
            return maximum is not None and len(meetings) >= maximum
        maximum = facts.delegations[party].maximum_received
        received = sum(is_received(meeting, party) for meeting in meetings)
        return maximum is not None and _only_received(request, party) and received >= maximum
    return all(_has_nothing_left(facts, agent) for agent in agents)


def _places_full(facts: Facts, request: Request, witness: Witness) -> bool:
    named = set(witness["slots"])
    spans = dict(_spans(facts, request))
    return (
        bool(named)
        and named <= spans.keys()
        and all(_no_place(facts, request, spans[slot]) for slot in named)
        and all(_somebody_cannot(facts, request, span) for slot, span in spans.items() if slot not in named)
    )


def _blocked(facts: Facts, request: Request, witness: Witness) -> bool:
    return all(_ruled_out(facts, request, span, witness["slots"][slot]) for slot, span in _spans(facts, request))


def _worth_less(facts: Facts, request: Request, witness: Witness) -> bool:
    """The exchange is possible, and its result no better in the first three goals."""
    removed = set(witness["requests"])
    values = {name: facts.meetings[name].request.value for name in removed}
    if witness["brings"] != request.value or witness["costs"] != sum(values.values()):
        return False
    if "slot" not in witness:
        return not (removed or request.value or request.required or _helps_a_guarantee(facts, request))
    one, two = witness["agents"]
    kept = {name: _assignment(meeting) for name, meeting in facts.meetings.items() if name not in removed}
    added = Assignment(request=request.id, slot=witness["slot"], place=witness["place"], agents=(one, two))
    after = Facts(facts.problem, Schedule({**kept, request.id: added}))
    broken = [*after.misread, *(violation for rule in RULES for violation in rule(after))]
    return not broken and _first_goals(after) >= _first_goals(facts)


_CHECKS: dict[ReasonCode, Callable[[Facts, Request, Witness], bool]] = {
    ReasonCode.NOT_EXPLAINED: lambda _facts, _request, witness: not witness,
    ReasonCode.VETOED: _vetoed,
    ReasonCode.NO_COMMON_SLOT: _no_common_slot,
    ReasonCode.PERSON_FULL: _person_full,
    ReasonCode.PLACES_FULL: _places_full,
    ReasonCode.BLOCKED: _blocked,
    ReasonCode.WORTH_LESS: _worth_less,
}


def _parties(request: Request) -> dict[str, tuple[str, ...]]:
    sides = {side.delegation: side.agents for side in request.sides}
    return sides | {agent: (agent,) for agent in request.third_parties}


def _spans(facts: Facts, request: Request) -> Iterator[tuple[str, Span]]:
    """Every allowed first slot; a meeting that runs over the end of its block fits nobody, so it is left out."""
    for slot in facts.problem.slots:
        span = facts.span(slot, request.length)
        if span is not None and (request.slots is None or slot.id in request.slots):
            yield slot.id, span


def _is_free(facts: Facts, agent: str, span: Span) -> bool:
    return facts.agents[agent].free.issuperset(slot.id for slot in span)


def _clashing(facts: Facts, agent: str, span: Span) -> set[str]:
    """The agent's meetings that exclude one in these slots."""
    return {
        meeting.request.id
        for meeting in facts.by_agent.get(agent, ())
        if any(facts.clash(own, slot) for own in meeting.span for slot in span)
    }


def _over_limit(facts: Facts, agent: str, span: Span, limit: str) -> bool:
    """Whether a meeting in these slots would break that limit of the agent."""
    person = facts.agents[agent]
    busy = {slot.id for meeting in facts.by_agent.get(agent, ()) for slot in meeting.span}
    busy |= {slot.id for slot in span}
    if limit == "max_per_day":
        return person.max_per_day is not None and len(facts.day(person, span[0].day)) >= person.max_per_day
    if limit == "max_in_a_row":
        return person.max_in_a_row is not None and longest_row(facts, busy) > person.max_in_a_row
    return limit == "keep_one_free" and any(kept <= busy for kept in person.keep_one_free)


def _cannot(facts: Facts, agent: str, span: Span) -> bool:
    limits = ("max_per_day", "max_in_a_row", "keep_one_free")
    return (
        not _is_free(facts, agent, span)
        or bool(_clashing(facts, agent, span))
        or any(_over_limit(facts, agent, span, limit) for limit in limits)
    )


def _has_nothing_left(facts: Facts, agent: str) -> bool:
    free = (facts.slots[name] for name in facts.agents[agent].free)
    return all(_clashing(facts, agent, (slot,)) or _over_limit(facts, agent, (slot,), "max_per_day") for slot in free)


def _only_received(request: Request, delegation: str) -> bool:
    own, other = request.sides if request.sides[0].delegation == delegation else request.sides[::-1]
    return own.value == 0 and other.value > 0


def _out_of_order(facts: Facts, request: Request, span: Span) -> set[str]:
    """Placed requests that this one would be too early or too late for."""
    late = {
        name for name in request.after if name in facts.meetings and facts.meetings[name].span[-1].end > span[0].start
    }
    early = {
        name
        for name in facts.followers.get(request.id, ())
        if name in facts.meetings and facts.meetings[name].span[0].start < span[-1].end
    }
    return late | early


def _no_place(facts: Facts, request: Request, span: Span) -> bool:
    """Whether every allowed place is closed, elsewhere, or full at that time."""
    return not facts.has_place(request, span)


def _somebody_cannot(facts: Facts, request: Request, span: Span) -> bool:
    parties = _parties(request).values()
    return bool(_out_of_order(facts, request, span)) or any(
        all(_cannot(facts, agent, span) for agent in party) for party in parties
    )


def _ruled_out(facts: Facts, request: Request, span: Span, obstacles: list[Witness]) -> bool:
    """Whether the obstacles exist and are enough: every candidate of a party, the order, the places, or the spread."""
    stopped = set()
    for obstacle in obstacles:
        kind = obstacle["kind"]
        if kind == "order":
            return obstacle["request"] in _out_of_order(facts, request, span)
        if kind == "places":
            return _no_place(facts, request, span)
        if kind == "spread":
            return _always_unequal(facts, request, span)
        if not _stands(facts, span, obstacle):
            return False
        stopped.add(obstacle["agent"])
    return any(stopped.issuperset(party) for party in _parties(request).values())


def _stands(facts: Facts, span: Span, obstacle: Witness) -> bool:
    """Whether the obstacle keeps its agent from a meeting in these slots."""
    agent = obstacle["agent"]
    if obstacle["kind"] == "away":
        return not _is_free(facts, agent, span)
    if obstacle["kind"] == "meeting":
        requests = set(obstacle["requests"])
        return bool(requests) and requests <= _clashing(facts, agent, span)
    return obstacle["kind"] == "limit" and _over_limit(facts, agent, span, obstacle["limit"])


def _always_unequal(facts: Facts, request: Request, span: Span) -> bool:
    """Whether the numbers of breaks would differ too much, whoever goes."""
    able = [[a for a in side.agents if not _cannot(facts, a, span)] for side in request.sides]
    placed = {name: _assignment(meeting) for name, meeting in facts.meetings.items()}
    place = facts.problem.places[0].id
    return all(
        any(breaks_are_spread(Facts(facts.problem, Schedule({**placed, request.id: added}))))
        for one, two in product(*able)
        for added in (Assignment(request=request.id, slot=span[0].id, place=place, agents=(one, two)),)
    )


def _helps_a_guarantee(facts: Facts, request: Request) -> bool:
    """Whether a side has fewer meetings than it is guaranteed."""
    for side in request.sides:
        if len(facts.by_delegation.get(side.delegation, ())) < guaranteed(facts, side.delegation):
            return True
    return False


def _assignment(meeting: Meeting) -> Assignment:
    return Assignment(request=meeting.request.id, slot=meeting.span[0].id, place=meeting.place, agents=meeting.agents)


def _first_goals(facts: Facts) -> tuple[int, int, int]:
    """Required, guarantees and value, smaller is better."""
    return required_missing(facts), guarantee_shortfall(facts), -value_met(facts)
