"""Who is there and who is in a meeting, slot by slot, in a saved schedule."""

from collections.abc import Mapping

import solver


class Presence:
    """Reads a schedule beside its problem, in the solver's ids.

    The draft's meetings may be newer than its problem: those with a person, place or time added since are left out.
    """

    def __init__(self, problem: solver.Problem, schedule: solver.Schedule) -> None:
        schedule = _of_problem(problem, schedule)
        self._slots = [slot.id for slot in problem.slots]
        self._requests = {request.id: request for request in problem.requests}
        self._free = {agent.id: agent.free for agent in problem.agents}
        self._openings = solver.Openings(problem, schedule)
        self._placed = {placed.request: placed.slot for placed in schedule.assignments.values()}
        self._meeting = {
            (agent, placed.slot): placed.request for placed in schedule.assignments.values() for agent in placed.agents
        }

    def slot_of(self, request: str) -> str | None:
        """Return the slot of a meeting; None while it is not placed."""
        return self._placed.get(request)

    def both_there(self, request: str) -> list[str]:
        """Return the slots in which each side has somebody who is there, whether or not in a meeting."""
        item = self._requests[request]
        return [
            slot
            for slot in self._slots
            if (item.slots is None or slot in item.slots) and all(self._there(side, slot) for side in item.sides)
        ]

    def in_meetings(self, request: str, slot: str) -> list[Mapping[str, str]]:
        """Return, for each side whose people there are all in a meeting, which meeting each of them is in."""
        found: list[Mapping[str, str]] = []
        for side in self._requests[request].sides:
            there = self._there(side, slot)
            busy = {agent: self._meeting[agent, slot] for agent in there if (agent, slot) in self._meeting}
            if busy and len(busy) == len(there):
                found.append(busy)
        return found

    def roles(self, request: str) -> tuple[solver.RequestRole, ...]:
        """Return who goes to a meeting beside the two sides."""
        return self._requests[request].roles

    def pool(self, request: str, role: str) -> frozenset[str]:
        """Return who may fill a role of a meeting; nobody where it has no such role."""
        return frozenset(agent for one in self.roles(request) if one.id == role for agent in one.agents)

    def openings(self, request: str, delegation: str) -> tuple[str, ...]:
        """Return the slots in which one more delegate of `delegation` could meet the other side at a free place."""
        return self._openings.beside(request, delegation)

    def worth(self, request: str) -> int:
        """Return what the meeting is worth, both wishes together."""
        return self._requests[request].value

    def _there(self, side: solver.Side, slot: str) -> list[str]:
        return [agent for agent in side.agents if slot in self._free[agent]]


def _of_problem(problem: solver.Problem, schedule: solver.Schedule) -> solver.Schedule:
    """Return the meetings of which the problem knows everything."""
    agents, slots, places = ({row.id for row in rows} for rows in (problem.agents, problem.slots, problem.places))
    requests = {request.id: len(request.parties) for request in problem.requests}
    return solver.Schedule(
        {
            number: placed
            for number, placed in schedule.assignments.items()
            if placed.request in requests
            and placed.slot in slots
            and placed.place in places
            and agents.issuperset(placed.agents)
            and len(placed.agents) == requests[placed.request]
        }
    )
