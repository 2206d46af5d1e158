"""Checking reliefs: each from its findings, without any code of the search for reliefs.

It lets in no more than `up_to`, because so many of the requests are left out even with the change; and less changed may
let in less, because more are left out then.
"""

from collections.abc import Callable
from dataclasses import replace

from solver.model.finding import Finding
from solver.model.fix import Fix, FixKind, Relief
from solver.model.parts import Agent, Place, Request
from solver.model.problem import Problem
from solver.validate.findings import confirm_finding


def confirm_relief(problem: Problem, relief: Relief) -> bool:
    """Whether the change lets in at most `up_to` of the requests of a true finding, and a smaller one fewer."""
    finding, change = relief.finding, relief.change
    slots, amount = change.slots, change.amount
    if not confirm_finding(problem, finding):
        return False
    if not _of_these(finding, relief.still, changed(problem, change, slots, amount)):
        return False
    lost = 0 if relief.still is None else relief.still.lost
    if change.kind is FixKind.PLACES and amount > 1:
        amount -= 1
    elif change.kind is FixKind.TIME and len(slots) > 1:
        slots = slots[:-1]
    else:
        return relief.smaller is None and 0 < relief.up_to == finding.lost - lost
    if relief.smaller is None or relief.smaller.lost <= lost:
        return False
    less = _of_these(finding, relief.smaller, changed(problem, change, slots, amount))
    return less and 0 < relief.up_to == finding.lost - lost


def changed(problem: Problem, change: Fix, slots: tuple[str, ...], amount: int) -> Problem:
    """The problem with so much of the change made."""
    match change.kind:
        case FixKind.PLACES:
            return _with_place(problem, change.subject, slots, amount)
        case FixKind.TIME:
            return _with_agents(
                problem, lambda one: replace(one, free=one.free | {*slots}) if one.id == change.subject else one
            )
        case FixKind.PERSONAL_LIMIT:
            return _with_agents(problem, lambda one: _unlimited(one) if one.id == change.subject else one)
        case FixKind.DELEGATE:
            return _with_delegate(problem, change.subject)
        case FixKind.DELEGATION_LIMIT:
            freed = (replace(one, maximum=None, maximum_received=None) for one in problem.delegations)
            kept = zip(problem.delegations, freed, strict=True)
            return replace(problem, delegations=tuple(new if old.id == change.subject else old for old, new in kept))


def _unlimited(agent: Agent) -> Agent:
    return replace(agent, max_per_day=None, max_in_a_row=None, keep_one_free=())


def _of_these(finding: Finding, other: Finding | None, problem: Problem) -> bool:
    """Whether what is left out of the same requests is truly left out."""
    if other is None:
        return True
    return set(other.witness["requests"]) <= set(finding.witness["requests"]) and confirm_finding(problem, other)


def _with_place(problem: Problem, venue: str, slots: tuple[str, ...], amount: int) -> Problem:
    name = _unused("new", {place.id for place in problem.places})
    closed = frozenset(slot.id for slot in problem.slots if slot.id not in slots)

    def allow(request: Request) -> Request:
        tied = request.places is None or (request.pin is not None and request.pin.place is not None)
        return request if tied else replace(request, places=frozenset({*(request.places or ()), name}))

    place = Place(id=name, venue=venue, capacity=amount, closed=closed)
    return replace(problem, places=(*problem.places, place), requests=tuple(allow(one) for one in problem.requests))


def _with_agents(problem: Problem, change: Callable[[Agent], Agent]) -> Problem:
    return replace(problem, agents=tuple(change(agent) for agent in problem.agents))


def _with_delegate(problem: Problem, delegation: str) -> Problem:
    name = _unused(f"{delegation}+1", {agent.id for agent in problem.agents})
    added = Agent(id=name, free=frozenset(slot.id for slot in problem.slots))

    def may_go(request: Request) -> Request:
        sides = (
            replace(side, agents=(*side.agents, name)) if side.delegation == delegation else side
            for side in request.sides
        )
        one, two = sides
        return replace(request, sides=(one, two)) if request.pin is None else request

    return replace(problem, agents=(*problem.agents, added), requests=tuple(may_go(one) for one in problem.requests))


def _unused(name: str, known: set[str]) -> str:
    while name in known:
        name += "+"
    return name
