"""First come, first served by tier: what most organisers do today."""

from solver.model.problem import Problem
from solver.model.schedule import Schedule
from solver.state.first_come import first_come_first_served


def solve(problem: Problem) -> Schedule:
    """Required requests, then those of the dearer categories, each in the order in which they came."""
    tier = {delegation.id: delegation.group != "premium" for delegation in problem.delegations}
    order = sorted(
        problem.requests,
        key=lambda request: (not request.required, min(tier[side.delegation] for side in request.sides)),
    )
    return first_come_first_served(problem, [request.id for request in order])
