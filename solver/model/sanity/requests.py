"""Requests: two different sides with somebody to send, things that exist, and an order without circles."""

from solver.model.parts import ProblemData, Request
from solver.model.sanity.invalid import InvalidProblem, refuse


def check_requests(problem: ProblemData, slots: set[str]) -> None:
    """Raise `InvalidProblem` for a request that is nonsense by itself."""
    agents = {agent.id for agent in problem.agents}
    places = {place.id for place in problem.places}
    delegations = {delegation.id for delegation in problem.delegations}
    for request in problem.requests:
        if len(request.sides) != 2:
            raise InvalidProblem("not_two_sides", (request.id,))
        one, two = request.sides
        if one.delegation == two.delegation:
            raise InvalidProblem("same_delegation", (request.id,))
        refuse("unknown_delegation", {one.delegation, two.delegation} - delegations)
        if not one.agents or not two.agents:
            raise InvalidProblem("no_candidate", (request.id,))
        people = (*one.agents, *two.agents, *request.third_parties)
        if len(set(people)) != len(people):
            raise InvalidProblem("agent_twice", (request.id,))
        refuse("unknown_agent", set(people) - agents)
        if request.slots is not None:
            refuse("unknown_slot", request.slots - slots)
        if request.places is not None:
            refuse("unknown_place", request.places - places)


def check_order(requests: tuple[Request, ...]) -> None:
    """Raise `InvalidProblem` for requests that wait for each other, or for one that is not there."""
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
    refuse("order_in_a_circle", waiting)
