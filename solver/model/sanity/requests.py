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
        if not all(request.parties):
            raise InvalidProblem("no_candidate", (request.id,))
        _check_people(request)
        refuse("unknown_agent", set().union(*request.parties) - agents)
        if request.slots is not None:
            refuse("unknown_slot", request.slots - slots)
        if request.places is not None:
            refuse("unknown_place", request.places - places)


def _check_people(request: Request) -> None:
    """Nobody is there twice: as a candidate of a party, on both sides, or as the only one of two parties."""
    certain = [party[0] for party in request.parties if len(party) == 1]
    both = (*request.sides[0].agents, *request.sides[1].agents)
    for people in (both, certain, *request.parties):
        if len(set(people)) != len(people):
            raise InvalidProblem("agent_twice", (request.id,))
    if request.roles:
        names = request.party_names
        if any(type(name) is not str or not name for name in names):
            raise InvalidProblem("not_a_text", (request.id,))
        if len(set(names)) != len(names):
            raise InvalidProblem("role_twice", (request.id,))


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
