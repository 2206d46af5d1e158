"""The goals recomputed from the schedule, one function each with the goal's name (rules: the product's definitions)."""

from collections.abc import Callable
from itertools import pairwise

from solver.model.parts import Request
from solver.model.result import Goal
from solver.validate.breaks import breaks_of, idle_slots_of
from solver.validate.facts import Facts
from solver.validate.reach import reachable_alone


def required(facts: Facts) -> int:
    """Required requests that are not placed."""
    return sum(request.required and request.id not in facts.meetings for request in facts.problem.requests)


def guarantees(facts: Facts) -> int:
    """What is missing to the minimums.

    All meetings of a delegation count towards its minimum, also those that only the other side wished.
    """
    return sum(
        max(0, guaranteed(facts, delegation.id) - len(facts.by_delegation.get(delegation.id, ())))
        for delegation in facts.problem.delegations
        if delegation.minimum
    )


def guaranteed(facts: Facts, delegation: str) -> int:
    """The delegation's minimum, but no more than it could reach alone."""
    rules = facts.delegations[delegation]
    return reachable_alone(facts, rules, facts.asked.get(delegation, ()), rules.minimum)


def value(facts: Facts) -> int:
    """Worth of the placed requests."""
    return sum(meeting.request.value for meeting in facts.meetings.values())


def fairness(facts: Facts) -> int:
    """Squared distances of what each delegation got from its target."""
    total = 0
    for delegation in facts.problem.delegations:
        wished = [request for request in facts.asked.get(delegation.id, ()) if _wishes(request, delegation.id)]
        enough = len(wished) if delegation.fair_share is None else delegation.fair_share
        target = reachable_alone(facts, delegation, wished, enough)
        total += (target - sum(request.id in facts.meetings for request in wished)) ** 2
    return total


def breaks(facts: Facts) -> int:
    """Breaks in all agendas."""
    return sum(breaks_of(facts, agent) for agent in facts.problem.agents)


def waiting(facts: Facts) -> int:
    """Idle counting slots between the first and the last meeting of an agent's day, each hour once."""
    return sum(idle_slots_of(facts, agent) for agent in facts.problem.agents)


def place_changes(facts: Facts) -> int:
    """Changes of place between consecutive meetings of an agent in a day."""
    return sum(
        one.place != two.place
        for meetings in facts.by_agent.values()
        for one, two in pairwise(meetings)
        if one.span[0].day == two.span[0].day
    )


def _wishes(request: Request, delegation: str) -> bool:
    return any(side.delegation == delegation and side.value > 0 for side in request.sides)


GOALS: dict[Goal, Callable[[Facts], int]] = {
    Goal.REQUIRED: required,
    Goal.GUARANTEES: guarantees,
    Goal.VALUE: value,
    Goal.FAIRNESS: fairness,
    Goal.BREAKS: breaks,
    Goal.WAITING: waiting,
    Goal.PLACE_CHANGES: place_changes,
}
"""The judge of each goal; a test compares the list with `Goal` and with `solver.goals.GOALS`."""
