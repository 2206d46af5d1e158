"""What one delegation could have alone, read from the problem; see `solver.model.alone`."""

from collections.abc import Iterable, Sequence

from solver.model.alone import Wanted, best_worth
from solver.model.parts import Delegation, Request
from solver.validate.schedule_index import ScheduleIndex


def reachable_alone(index: ScheduleIndex, delegation: Delegation, requests: Iterable[Request], enough: int) -> int:
    """Most of the requests that the delegation's own people could attend, counted no further than `enough`.

    The other side and each role must have somebody free; the agents' meetings per day and the delegation's
    maximum are kept; nothing else is.
    """
    wanted = (Wanted(1, request.length, _starts(index, delegation.id, request)) for request in requests)
    most = enough if delegation.maximum is None else min(enough, delegation.maximum)
    agents = index.problem.agents
    return best_worth(index.times, wanted, most, lambda agent: agents[agent].max_per_day) if most else 0


def _starts(index: ScheduleIndex, delegation: str, request: Request) -> Sequence[tuple[int, int]]:
    """Own people with the first slots in which they are free, and somebody for everybody else."""
    own, other = request.sides
    if own.delegation != delegation:
        own, other = other, own
    if frozenset((own.delegation, other.delegation)) in index.problem.vetoes:
        return ()
    there = index.times.mask(index.somebody(other.agents, request.length))
    for role in request.roles:
        there &= index.times.mask(index.somebody(role.agents, request.length))
    if request.slots is not None:
        there &= index.times.mask(request.slots)
    return [
        (index.agent_number[agent], index.times.mask(index.starts(agent, request.length)) & there)
        for agent in own.agents
    ]
