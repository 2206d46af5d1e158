"""Applying a fix: the problem with the change made."""

from collections.abc import Callable
from dataclasses import replace

from solver.model.fix import Fix, FixKind
from solver.model.parts import Agent, Place, Request
from solver.model.problem import Problem


def changed(problem: Problem, fix: Fix) -> Problem:
    """The problem with the change made."""
    match fix.kind:
        case FixKind.PLACES:
            return _with_places(problem, fix.subject, fix.slots, fix.amount)
        case FixKind.TIME:
            return _with_agent(problem, fix.subject, lambda one: replace(one, free=one.free | set(fix.slots)))
        case FixKind.PERSONAL_LIMIT:
            return _with_agent(
                problem, fix.subject, lambda one: replace(one, max_per_day=None, max_in_a_row=None, keep_one_free=())
            )
        case FixKind.DELEGATION_LIMIT:
            return replace(
                problem,
                delegations=tuple(
                    replace(one, maximum=None, maximum_received=None) if one.id == fix.subject else one
                    for one in problem.delegations
                ),
            )
        case FixKind.DELEGATE:
            return _with_delegate(problem, fix.subject)


def _with_places(problem: Problem, venue: str, slots: tuple[str, ...], amount: int) -> Problem:
    name = _unused("new", {place.id for place in problem.places})
    closed = frozenset(slot.id for slot in problem.slots) - set(slots)
    added = Place(id=name, venue=venue, capacity=amount, closed=closed)

    def allowing(request: Request) -> Request:
        open_to_it = request.places is not None and (request.pin is None or request.pin.place is None)
        return replace(request, places=(request.places or frozenset()) | {name}) if open_to_it else request

    return replace(problem, places=(*problem.places, added), requests=tuple(map(allowing, problem.requests)))


def _with_agent(problem: Problem, name: str, change: Callable[[Agent], Agent]) -> Problem:
    return replace(problem, agents=tuple(change(one) if one.id == name else one for one in problem.agents))


def _with_delegate(problem: Problem, delegation: str) -> Problem:
    name = _unused(f"{delegation}+1", {agent.id for agent in problem.agents})
    added = Agent(id=name, free=frozenset(slot.id for slot in problem.slots))

    def sending(request: Request) -> Request:
        if request.pin is not None:
            return request
        one, two = (
            replace(side, agents=(*side.agents, name)) if side.delegation == delegation else side
            for side in request.sides
        )
        return replace(request, sides=(one, two))

    return replace(problem, agents=(*problem.agents, added), requests=tuple(map(sending, problem.requests)))


def _unused(name: str, known: set[str]) -> str:
    """The name, with a sign more for each time that it is taken."""
    while name in known:
        name += "+"
    return name
