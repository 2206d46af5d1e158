"""The problem after a change, for the changes that happen most; a newcomer is simply added to the problem.

All raise `InvalidProblem` (unknown_agent, unknown_slot, ...) for what the problem does not have. A pin that the change
makes impossible is given up: what happened is stronger than what was promised.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace

from solver.model.distinct import distinct
from solver.model.parts import Agent, Pin, Place, Request, Slot
from solver.model.problem import Problem
from solver.model.repair import Fallen
from solver.model.sanity import InvalidProblem
from solver.model.schedule import Schedule
from solver.state.index import Index
from solver.state.last_index import index_of
from solver.state.standing import standing


def leaves(problem: Problem, agent: str) -> Problem:
    """The agent withdraws; requests that only they could meet, or that need them, go with them."""
    _refuse_unknown("unknown_agent", agent, problem.agents)

    def without(request: Request) -> Request:
        one, two = (replace(side, agents=others(side.agents)) for side in request.sides)
        return replace(
            request, sides=(one, two), roles=tuple(replace(role, agents=others(role.agents)) for role in request.roles)
        )

    def others(agents: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other for other in agents if other != agent)

    left = [
        without(request) for request in problem.requests if distinct(tuple(map(others, request.parties))) is not None
    ]
    return _changed(problem, agents=tuple(one for one in problem.agents if one.id != agent), requests=left)


def comes_late(problem: Problem, agent: str, slot: str) -> Problem:
    """The agent is there from that slot on: of the same day, everything that begins earlier is missed."""
    _refuse_unknown("unknown_agent", agent, problem.agents)
    _refuse_unknown("unknown_slot", slot, problem.slots)
    first = next(one for one in problem.slots if one.id == slot)
    missed = {one.id for one in problem.slots if one.day == first.day and one.start < first.start}
    return _with_agents(problem, lambda one: replace(one, free=one.free - missed) if one.id == agent else one)


def table_lost(problem: Problem, place: str, slots: Iterable[str] | None = None) -> Problem:
    """The place cannot be used in these slots, or at all."""
    _refuse_unknown("unknown_place", place, problem.places)
    lost = frozenset(slot.id for slot in problem.slots) if slots is None else frozenset(slots)
    for slot in lost:
        _refuse_unknown("unknown_slot", slot, problem.slots)
    places = tuple(replace(one, closed=one.closed | lost) if one.id == place else one for one in problem.places)
    return _changed(problem, places=places)


def block_moves(problem: Problem, block: str, minutes: int) -> Problem:
    """All slots of the block are later (or earlier) by so many minutes: they keep their ids, meetings go with them.

    Who is not free at the new time is said by editing `Agent.free`; the rest follows from the rules.
    """
    if all(slot.block != block for slot in problem.slots):
        raise InvalidProblem("unknown_block", (block,))

    def moved(slot: Slot) -> Slot:
        return replace(slot, start=slot.start + minutes, end=slot.end + minutes) if slot.block == block else slot

    slots = sorted((moved(slot) for slot in problem.slots), key=lambda slot: slot.start)
    return _changed(problem, slots=tuple(slots))


def cancels(problem: Problem, request: str) -> Problem:
    """The request is withdrawn."""
    _refuse_unknown("unknown_request", request, problem.requests)
    return _changed(problem, requests=[one for one in problem.requests if one.id != request])


def holds(problem: Problem, locked: Schedule) -> Problem:
    """The meetings of the schedule are pinned where they are, except those that cannot stay there."""
    kept = standing(Index(problem), locked).board.schedule().assignments
    pins = {name: Pin(slot=seat.slot, place=seat.place, agents=seat.agents) for name, seat in kept.items()}
    return replace(problem, requests=tuple(replace(r, pin=pins.get(r.id, r.pin)) for r in problem.requests))


def fallen(problem: Problem, known: Schedule) -> tuple[Fallen, ...]:
    """What cannot stay of a schedule that people know."""
    return standing(index_of(problem), known).fallen


def _refuse_unknown(code: str, name: str, items: Iterable[Agent | Place | Request | Slot]) -> None:
    if all(item.id != name for item in items):
        raise InvalidProblem(code, (name,))


def _with_agents(problem: Problem, change: Callable[[Agent], Agent]) -> Problem:
    return _changed(problem, agents=tuple(map(change, problem.agents)))


def _changed(problem: Problem, *, requests: Iterable[Request] | None = None, **parts: object) -> Problem:
    """The problem with other parts; pins that then contradict it, and the order after lost requests, are given up."""
    left = tuple(problem.requests if requests is None else requests)
    known = {request.id for request in left}
    left = tuple(replace(request, after=tuple(name for name in request.after if name in known)) for request in left)
    while True:
        try:
            return Problem(
                **{field.name: getattr(problem, field.name) for field in fields(problem)} | parts | {"requests": left}
            )
        except InvalidProblem as error:
            if not error.code.startswith("pin_"):
                raise
            left = tuple(replace(request, pin=None) if request.id == error.ids[0] else request for request in left)
