"""What has happened and does not stand in the rows, put into the solver's problem before it is repaired."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import solver
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.parties import SECOND, without
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


def disrupted(
    problem: solver.Problem, happened: Disruption, requests: Mapping[str, str], facts: Facts
) -> solver.Problem:
    """Return the problem after what has happened; people and pairs that are not in it need no change.

    `requests` holds the solver's id of the pair behind each meeting of the event; raises `InvalidInput` for a meeting
    that is not among them.
    """
    for uid in sorted(happened.uids - requests.keys()):
        raise InvalidInput(NO_MEETING, uid=uid)
    agents, humans = {agent.id for agent in problem.agents}, facts.humans
    for registration_id in sorted(happened.absent):
        if (agent := humans.agent(registration_id)) in agents:
            alone = humans.of_one_organisation(registration_id)
            own = f"d{facts.registrations[registration_id].delegation_id}"
            problem = leaves(_alone(problem, agent), agent) if alone else _leaves_side(problem, agent, own)
    missed = {humans.agent(late): {f"s{slot_id}" for slot_id in slots} for late, slots in happened.missed.items()}
    late = (replace(agent, free=agent.free - missed.get(agent.id, set())) for agent in problem.agents)
    problem = replace(problem, agents=tuple(late))
    narrowed = {request.id: request for request in problem.requests}
    for uid, slots in happened.moved.items():
        if (request := narrowed.get(requests[uid])) is not None:
            narrowed[request.id] = replace(request, slots=frozenset(f"s{slot_id}" for slot_id in slots))
    for uid, registration_id in happened.without.items():
        if (request := narrowed.get(requests[uid])) is not None:
            narrowed[request.id] = without(request, humans.agent(registration_id))
    gone = {requests[uid] for uid in happened.cancelled}
    for request in problem.requests:
        left = narrowed[request.id]
        if request.id in gone or left.slots == frozenset() or not all(left.parties):
            problem = cancels(problem, request.id)
    return replace(problem, requests=tuple(narrowed[request.id] for request in problem.requests))


def _leaves_side(problem: solver.Problem, agent: str, delegation: str) -> solver.Problem:
    """Return the problem in which somebody no longer goes for one of their organisations."""
    left = {request.id: without(request, agent, delegation) for request in problem.requests}
    for name, request in left.items():
        if not all(request.parties):
            problem = cancels(problem, name)
    return replace(problem, requests=tuple(replace(left[one.id], after=one.after) for one in problem.requests))


def _alone(problem: solver.Problem, agent: str) -> solver.Problem:
    """Return the problem in which nobody waits for a second person who is not left when the agent goes."""

    def given_up(request: solver.Request) -> solver.Request:
        left = without(request, agent)
        # who comes along is not given up: without anybody left, the request goes
        along = {role.id: role for role in request.roles if not role.id.startswith(SECOND)}
        return replace(request, roles=tuple(along.get(role.id, role) for role in left.roles), pin=left.pin)

    asked = (given_up(request) if request.roles else request for request in problem.requests)
    return replace(problem, requests=tuple(asked))
