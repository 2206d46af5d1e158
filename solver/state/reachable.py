"""What a delegation could have if nobody else was there: the yardstick for guarantees, fairness and satisfaction."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from solver.model.alone import Wanted, best_worth
from solver.model.problem import Problem
from solver.state.case import Case
from solver.state.index import Index


def best_values_alone(problem: Problem) -> dict[str, int]:
    """For each delegation, the most that its own directed wishes could be worth together, alone.

    Met wishes divided by this is how satisfied a delegation is.
    """
    index = Index(problem)
    return {delegation.id: best_value_alone(index, number) for number, delegation in enumerate(problem.delegations)}


def fairness_targets(problem: Problem) -> dict[str, int]:
    """For each delegation, the number of own wishes met that counts as a fair outcome."""
    index = Index(problem)
    return {delegation.id: fairness_target(index, number) for number, delegation in enumerate(problem.delegations)}


def best_value_alone(index: Index, delegation: int) -> int:
    """The best worth of own wishes."""
    wishes = [(case, case.values[case.delegations.index(delegation)]) for case in _wishes(index, delegation)]
    return _best(index, delegation, sorted(wishes, key=lambda wish: -wish[1]), len(wishes))


def fairness_target(index: Index, delegation: int) -> int:
    """The number of own wishes that counts as a fair outcome: the fair share, at most what is reachable alone."""
    share, wishes = index.problem.delegations[delegation].fair_share, _wishes(index, delegation)
    return _most(index, delegation, wishes, len(wishes) if share is None else share)


def guaranteed(index: Index, delegation: int) -> int:
    """The minimum of the delegation, at most what it could reach alone with requests that either side wished."""
    cases = [index.cases[number] for number in index.requests_of[delegation]]
    return _most(index, delegation, cases, index.problem.delegations[delegation].minimum)


def _wishes(index: Index, delegation: int) -> list[Case]:
    cases = (index.cases[number] for number in index.requests_of[delegation])
    return [case for case in cases if case.values[case.delegations.index(delegation)]]


def _most(index: Index, delegation: int, cases: Iterable[Case], enough: int) -> int:
    """Most of the requests that fit together, counted no further than `enough`."""
    return _best(index, delegation, ((case, 1) for case in cases), enough) if enough else 0


def _best(index: Index, delegation: int, worth: Iterable[tuple[Case, int]], most: int) -> int:
    limit = index.problem.delegations[delegation].maximum
    agents = index.problem.agents
    return best_worth(
        index,
        (Wanted(value, case.length, _openings(index, delegation, case)) for case, value in worth),
        most if limit is None else min(most, limit),
        lambda agent: agents[agent].max_per_day,
    )


def _openings(index: Index, delegation: int, case: Case) -> list[tuple[int, int]]:
    """Own agents with first slots in which the other side and each role have somebody free."""
    request = index.problem.requests[case.number]
    if frozenset(side.delegation for side in request.sides) in index.problem.vetoes:
        return []
    own = case.delegations.index(delegation)
    starts = index.all_slots if request.slots is None else index.mask(request.slots)
    others = 0
    for name in request.sides[1 - own].agents:
        others |= index.starts(index.agent_number[name], case.length)
    for role in request.roles:
        others &= reduce(or_, (index.starts(index.agent_number[name], case.length) for name in role.agents))
    agents = [index.agent_number[name] for name in request.sides[own].agents]
    return [(agent, starts & others & index.starts(agent, case.length)) for agent in agents]
