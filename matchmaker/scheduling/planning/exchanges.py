"""Who comes along to a meeting and falls out is exchanged where another one is free: its time and place stay.

For the solver a meeting that lacks somebody cannot stay, and where it goes then counts as forced. So the exchange comes
first, in what is repaired and in what disturbance is counted against: everywhere the same (decision 11).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import solver
from matchmaker.scheduling.planning.along import is_along
from solver.repair import Change, FallenCause, Happening, Repair, fallen


@dataclass(frozen=True, slots=True)
class Instead:
    """Somebody comes along to a meeting in the place of another one."""

    was: solver.Assignment
    gone: str
    """As agents of the solver, as is who comes."""
    comes: str


def exchanged(problem: solver.Problem, schedule: solver.Schedule) -> tuple[solver.Schedule, tuple[Instead, ...]]:
    """Return a schedule in which those who cannot come along any more are replaced, where the meeting can stay so.

    Nobody is taken away from another meeting that could stay.
    """
    roles = {request.id: request for request in problem.requests if any(is_along(one.id) for one in request.roles)}
    if not roles:
        return schedule, ()
    found: list[Instead] = []
    lost = fallen(problem, schedule)
    left = {one.request for one in lost}
    for one in lost:
        request = roles.get(one.request)
        was = schedule.assignments.get(one.request)
        if request is None or was is None or len(was.agents) != len(request.parties):
            continue
        if one.cause is FallenCause.PIN:  # it is held elsewhere, or with other people
            continue
        for number, agent in _others(request, was):
            now = replace(was, agents=(*was.agents[:number], agent, *was.agents[number + 1 :]))
            tried = solver.Schedule({**schedule.assignments, was.request: now})
            then = {other.request for other in fallen(problem, tried)}
            if then < left and was.request not in then:
                found.append(Instead(was, was.agents[number], agent))
                schedule, left = tried, then
                break
    return schedule, tuple(found)


def _others(request: solver.Request, was: solver.Assignment) -> Iterator[tuple[int, str]]:
    """Yield who else could come along: the place among those who go, and the agent."""
    for number, role in enumerate(request.roles, start=len(request.sides)):
        if is_along(role.id):
            yield from ((number, agent) for agent in role.agents if agent not in was.agents)


def with_exchanges(found: Repair, exchanges: tuple[Instead, ...]) -> Repair:
    """Return repairs that tell of the exchanges too: both people are told, and neither counts as disturbed."""
    if not exchanges:
        return found
    proposals = (
        replace(one, changes=(*one.changes, *(change for each in exchanges for change in _changes(each, one.schedule))))
        for one in found.proposals
    )
    return replace(found, proposals=tuple(proposals))


def _changes(exchange: Instead, schedule: solver.Schedule) -> Iterator[Change]:
    request = exchange.was.request
    after = schedule.assignments.get(request)
    loses = Change(
        agent=exchange.gone, request=request, happening=Happening.LOSES, before=exchange.was, after=after, forced=True
    )
    yield loses
    if after is not None and exchange.comes in after.agents:
        yield replace(loses, agent=exchange.comes, happening=Happening.GAINS)
