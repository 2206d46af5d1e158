"""What makes a problem nonsense; every check is linear in the size of the problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from solver.blocks import following_slots, slots_from

if TYPE_CHECKING:
    from solver.problem import Pin, Problem, Request, Slot


class InvalidProblem(ValueError):
    """The problem contradicts itself: a `code` and the ids of the culprits; the sentence is made by the caller."""

    def __init__(self, code: str, ids: Iterable[str] = ()) -> None:
        self.code = code
        self.ids = tuple(ids)
        super().__init__(f"{code}: {', '.join(self.ids)}")


def check(problem: Problem) -> None:
    """Raise `InvalidProblem` for the first kind of nonsense found."""
    for kind in (problem.slots, problem.places, problem.agents, problem.delegations, problem.requests):
        _refuse("duplicate_id", (name for name, count in Counter(item.id for item in kind).items() if count > 1))
    _check_slots(problem.slots)
    slots = {slot.id for slot in problem.slots}
    _check_places(problem, slots)
    _check_agents(problem, slots)
    _check_delegations(problem)
    _check_requests(problem, slots)
    _check_order(problem.requests)
    _check_pins(problem)


def _refuse(code: str, culprits: Iterable[str]) -> None:
    found = tuple(culprits)
    if found:
        raise InvalidProblem(code, found)


def _check_slots(slots: tuple[Slot, ...]) -> None:
    _refuse("slot_ends_before_start", (slot.id for slot in slots if slot.end <= slot.start))
    _refuse("slots_not_in_order", (b.id for a, b in pairwise(slots) if b.start < a.start))
    last: dict[tuple[str, str, str], int] = {}
    for slot in slots:
        block = (slot.day, slot.block, slot.venue)
        if last.get(block, slot.start) > slot.start:
            raise InvalidProblem("slots_overlap_in_block", (slot.id,))
        last[block] = slot.end


def _check_places(problem: Problem, slots: set[str]) -> None:
    delegations = {delegation.id for delegation in problem.delegations}
    _refuse("negative_number", (place.id for place in problem.places if place.capacity < 0))
    _refuse("unknown_slot", (name for place in problem.places for name in place.closed - slots))
    _refuse(
        "unknown_delegation",
        (place.owner for place in problem.places if place.owner is not None and place.owner not in delegations),
    )
    _refuse("negative_number", ("-".join(pair) for pair, minutes in problem.travel.items() if minutes < 0))


def _check_agents(problem: Problem, slots: set[str]) -> None:
    for agent in problem.agents:
        _refuse("unknown_slot", agent.free - slots)
        limits = (agent.max_per_day, agent.max_in_a_row)
        if any(limit is not None and limit < 0 for limit in limits):
            raise InvalidProblem("negative_number", (agent.id,))
        for kept in agent.keep_one_free:
            _refuse("unknown_slot", kept - slots)
            if not kept:
                raise InvalidProblem("nothing_to_keep_free", (agent.id,))


def _check_delegations(problem: Problem) -> None:
    for item in problem.delegations:
        if any(n is not None and n < 0 for n in (item.minimum, item.maximum, item.maximum_received, item.fair_share)):
            raise InvalidProblem("negative_number", (item.id,))
    known = {delegation.id for delegation in problem.delegations}
    for pair in problem.vetoes:
        _refuse("unknown_delegation", pair - known)
        if len(pair) != 2:
            raise InvalidProblem("veto_needs_two", pair)


def _check_requests(problem: Problem, slots: set[str]) -> None:
    agents = {agent.id for agent in problem.agents}
    places = {place.id for place in problem.places}
    delegations = {delegation.id for delegation in problem.delegations}
    for request in problem.requests:
        one, two = request.sides
        if one.delegation == two.delegation:
            raise InvalidProblem("same_delegation", (request.id,))
        _refuse("unknown_delegation", {one.delegation, two.delegation} - delegations)
        if not one.agents or not two.agents:
            raise InvalidProblem("no_candidate", (request.id,))
        people = (*one.agents, *two.agents, *request.third_parties)
        _refuse("unknown_agent", set(people) - agents)
        if len(set(people)) != len(people):
            raise InvalidProblem("agent_twice", (request.id,))
        if request.length < 1:
            raise InvalidProblem("no_length", (request.id,))
        if one.value < 0 or two.value < 0:
            raise InvalidProblem("negative_number", (request.id,))
        if request.slots is not None:
            _refuse("unknown_slot", request.slots - slots)
        if request.places is not None:
            _refuse("unknown_place", request.places - places)


def _check_order(requests: tuple[Request, ...]) -> None:
    known = {request.id for request in requests}
    waiting = {request.id: len(set(request.after)) for request in requests if request.after}
    followers: dict[str, list[str]] = {}
    for request in requests:
        for earlier in set(request.after):
            if earlier not in known:
                raise InvalidProblem("unknown_request", (earlier,))
            followers.setdefault(earlier, []).append(request.id)
    ready = [name for name in followers if name not in waiting]
    while ready:
        for follower in followers.get(ready.pop(), ()):
            waiting[follower] -= 1
            if not waiting[follower]:
                del waiting[follower]
                ready.append(follower)
    _refuse("order_in_a_circle", waiting)


def _check_pins(problem: Problem) -> None:
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
        _check_pin_agents(request, pin)
        _check_pin_slot(request, pin, free, following)
    _check_pin_place(pinned, problem, following)


def _check_pin_agents(request: Request, pin: Pin) -> None:
    if pin.agents is None:
        return
    if len(pin.agents) != 2 or any(a not in side.agents for a, side in zip(pin.agents, request.sides, strict=True)):
        raise InvalidProblem("pin_agents", (request.id,))


def _check_pin_slot(request: Request, pin: Pin, free: dict[str, frozenset[str]], following: dict[str, str]) -> None:
    if pin.slot is None:
        return
    span = slots_from(pin.slot, request.length, following)
    if span is None or (request.slots is not None and pin.slot not in request.slots):
        raise InvalidProblem("pin_slot", (request.id, pin.slot))
    sides = [side.agents for side in request.sides] if pin.agents is None else [(agent,) for agent in pin.agents]
    parties = [*sides, *((agent,) for agent in request.third_parties)]
    if not all(any(free[agent].issuperset(span) for agent in party) for party in parties):
        raise InvalidProblem("pin_away", (request.id, pin.slot))


def _check_pin_place(pinned: list[tuple[Request, Pin]], problem: Problem, following: dict[str, str]) -> None:
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
