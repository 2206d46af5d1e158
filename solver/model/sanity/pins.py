"""Pins: what is pinned must be allowed and possible by itself, and two pins must not name the same thing at once.

Two pins that leave open who goes are compared by the ladder (`solver.diagnose`), not here: whether they contradict each
other depends on the other requests.
"""

from collections import Counter

from solver.model.blocks import following_slots, slots_from
from solver.model.parts import Pin, ProblemData, Request, Slot
from solver.model.sanity.invalid import InvalidProblem


def check_pins(problem: ProblemData) -> None:
    """Raise `InvalidProblem` for a pin that can never be kept."""
    pinned = [(request, request.pin) for request in problem.requests if request.pin is not None]
    if not pinned:
        return
    free = {agent.id: agent.free for agent in problem.agents}
    following = following_slots(problem.slots)
    known = {slot.id for slot in problem.slots}
    for request, pin in pinned:
        if frozenset(side.delegation for side in request.sides) in problem.vetoes:
            raise InvalidProblem("pin_vetoed", (request.id,))
        if pin.slot is not None and pin.slot not in known:
            raise InvalidProblem("unknown_slot", (pin.slot,))
        _check_agents(request, pin)
        _check_slot(request, pin, free, following)
    _check_place(pinned, problem, following)
    _check_clashes(pinned, problem, following)


def _check_agents(request: Request, pin: Pin) -> None:
    if pin.agents is None:
        return
    complete = len(pin.agents) in (2, len(request.parties)) and len(set(pin.agents)) == len(pin.agents)
    if not complete or any(agent not in party for agent, party in zip(pin.agents, request.parties, strict=False)):
        raise InvalidProblem("pin_agents", (request.id,))


def _check_slot(request: Request, pin: Pin, free: dict[str, frozenset[str]], following: dict[str, str]) -> None:
    if pin.slot is None:
        return
    span = slots_from(pin.slot, request.length, following)
    if span is None or (request.slots is not None and pin.slot not in request.slots):
        raise InvalidProblem("pin_slot", (request.id, pin.slot))
    if not all(any(free[agent].issuperset(span) for agent in party) for party in request.candidates):
        raise InvalidProblem("pin_away", (request.id, pin.slot))


def _check_place(pinned: list[tuple[Request, Pin]], problem: ProblemData, following: dict[str, str]) -> None:
    places = {place.id: place for place in problem.places}
    venues = {slot.id: slot.venue for slot in problem.slots}
    for request, pin in pinned:
        if pin.place is None:
            continue
        if pin.place not in places:
            raise InvalidProblem("unknown_place", (pin.place,))
        place = places[pin.place]
        stranger = place.owner is not None and all(side.delegation != place.owner for side in request.sides)
        allowed = place.owner is None if request.places is None else place.id in request.places
        if stranger or not allowed:
            raise InvalidProblem("pin_place", (request.id, pin.place))
        if pin.slot is None:
            continue
        span = slots_from(pin.slot, request.length, following) or ()
        if not place.closed.isdisjoint(span) or place.venue != venues[pin.slot]:
            raise InvalidProblem("pin_place", (request.id, pin.place))


def _check_clashes(pinned: list[tuple[Request, Pin]], problem: ProblemData, following: dict[str, str]) -> None:
    """People who are named are pinned to one meeting at a time, places to as many as they hold."""
    slots = {slot.id: slot for slot in problem.slots}
    agendas: dict[str, list[tuple[Slot, Slot, str]]] = {}
    taken: Counter[tuple[str, str]] = Counter()
    holds = {place.id: place.capacity for place in problem.places}
    for request, pin in pinned:
        if pin.slot is None:
            continue
        span = slots_from(pin.slot, request.length, following) or ()
        named = (role.agents[0] for role in request.roles if len(role.agents) == 1)
        for agent in {*(pin.agents or ()), *named}:
            agendas.setdefault(agent, []).append((slots[span[0]], slots[span[-1]], request.id))
        if pin.place is not None:
            for name in span:
                taken[pin.place, name] += 1
                if taken[pin.place, name] > holds[pin.place]:
                    raise InvalidProblem("pins_overfill_place", (request.id, pin.place, name))
    for agent, agenda in agendas.items():
        agenda.sort(key=lambda meeting: meeting[0].start)
        for n, (_, last, one) in enumerate(agenda):
            for first, _, two in agenda[n + 1 :]:
                travel = problem.travel.get((last.venue, first.venue), 0) if last.venue != first.venue else 0
                if first.start < last.end + travel:
                    raise InvalidProblem("pins_clash", (one, two, agent))
