"""What has happened and does not stand in the rows, put into the solver's problem before it is repaired."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import solver
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from solver.repair import cancels, leaves

NO_MEETING = N_("There is no meeting %(uid)s in this event.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """What has happened, by ids of registrations and slots, and uids of meetings."""

    absent: Collection[int] = ()
    """Registrations who are not there at all."""
    missed: Mapping[int, Collection[int]] = field(default_factory=dict)
    """Registrations with the slots for which they come too late."""
    cancelled: Collection[str] = ()
    """Meetings that do not take place."""
    moved: Mapping[str, Collection[int]] = field(default_factory=dict)
    """Meetings with the slots in which they may be."""
    without: Mapping[str, int] = field(default_factory=dict)
    """Meetings with the registration in whose place a colleague may go."""

    @property
    def uids(self) -> set[str]:
        """The meetings concerned."""
        return {*self.cancelled, *self.moved, *self.without}


def disrupted(problem: solver.Problem, happened: Disruption, requests: Mapping[str, str]) -> solver.Problem:
    """Return the problem after what has happened; people and pairs that are not in it need no change.

    `requests` holds the solver's id of the pair behind each meeting of the event; raises `InvalidInput` for a meeting
    that is not among them.
    """
    for uid in sorted(happened.uids - requests.keys()):
        raise InvalidInput(NO_MEETING, uid=uid)
    agents = {agent.id for agent in problem.agents}
    for registration_id in sorted(happened.absent):
        if f"r{registration_id}" in agents:
            problem = leaves(problem, f"r{registration_id}")
    missed = {f"r{agent}": {f"s{slot_id}" for slot_id in slots} for agent, slots in happened.missed.items()}
    late = (replace(agent, free=agent.free - missed.get(agent.id, set())) for agent in problem.agents)
    problem = replace(problem, agents=tuple(late))
    narrowed = {request.id: request for request in problem.requests}
    for uid, slots in happened.moved.items():
        if (request := narrowed.get(requests[uid])) is not None:
            narrowed[request.id] = replace(request, slots=frozenset(f"s{slot_id}" for slot_id in slots))
    for uid, registration_id in happened.without.items():
        if (request := narrowed.get(requests[uid])) is not None:
            one, other = (_without(side, f"r{registration_id}") for side in request.sides)
            narrowed[request.id] = replace(request, sides=(one, other))
    gone = {requests[uid] for uid in happened.cancelled}
    for request in problem.requests:
        left = narrowed[request.id]
        if request.id in gone or left.slots == frozenset() or not all(side.agents for side in left.sides):
            problem = cancels(problem, request.id)
    return replace(problem, requests=tuple(narrowed[request.id] for request in problem.requests))


def _without(side: solver.Side, agent: str) -> solver.Side:
    return replace(side, agents=tuple(other for other in side.agents if other != agent))
