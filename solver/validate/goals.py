"""Objective values recomputed from the schedule, one function a goal."""

from collections.abc import Callable
from itertools import pairwise

from solver.model.parts import Request
from solver.model.result import Goal
from solver.validate.breaks import breaks_of, idle_slots_of
from solver.validate.closeness import disturbed, excess, moved
from solver.validate.reach import reachable_alone
from solver.validate.schedule_index import Meeting, ScheduleIndex


def required(index: ScheduleIndex) -> int:
    """Required requests that are not placed."""
    return sum(request.required and request.id not in index.meetings for request in index.problem.requests)


def guarantees(index: ScheduleIndex) -> int:
    """What is missing to the minimums.

    All meetings of a delegation count towards its minimum, also those that only the other side wished.
    """
    return sum(
        max(0, guaranteed(index, delegation.id) - len(index.by_delegation.get(delegation.id, ())))
        for delegation in index.problem.delegations
        if delegation.minimum
    )


def guaranteed(index: ScheduleIndex, delegation: str) -> int:
    """The delegation's minimum, but no more than it could reach alone."""
    rules = index.delegations[delegation]
    return reachable_alone(index, rules, index.asked.get(delegation, ()), rules.minimum)


def value(index: ScheduleIndex) -> int:
    """Worth of the placed requests."""
    return sum(meeting.request.value for meeting in index.meetings.values())


def fairness(index: ScheduleIndex) -> int:
    """Squared distances of what each delegation got from its target."""
    total = 0
    for delegation in index.problem.delegations:
        wished = [request for request in index.asked.get(delegation.id, ()) if _wishes(request, delegation.id)]
        enough = len(wished) if delegation.fair_share is None else delegation.fair_share
        target = reachable_alone(index, delegation, wished, enough)
        total += (target - sum(request.id in index.meetings for request in wished)) ** 2
    return total


def breaks(index: ScheduleIndex) -> int:
    """Breaks in all agendas."""
    return sum(breaks_of(index, agent) for agent in index.problem.agents)


def waiting(index: ScheduleIndex) -> int:
    """Idle counting slots between the first and the last meeting of an agent's day, each hour once."""
    return sum(idle_slots_of(index, agent) for agent in index.problem.agents)


def place_changes(index: ScheduleIndex) -> int:
    """Changes of place between consecutive meetings of an agent in a day, and of who fills a role for a delegate."""
    changes = 0
    for agent, meetings in index.by_agent.items():
        changes += sum(one.place != two.place for one, two in pairwise(meetings) if one.span[0].day == two.span[0].day)
        own = [meeting for meeting in meetings if agent in meeting.agents[:2]]
        for one, two in pairwise(own):
            if one.span[0].day == two.span[0].day:
                then, now = _roles(one), _roles(two)
                changes += sum(then[name] != now[name] for name in then.keys() & now.keys())
    return changes


def _roles(meeting: Meeting) -> dict[str, str]:
    """Who fills each role."""
    return {role.id: agent for role, agent in zip(meeting.request.roles, meeting.agents[2:], strict=True)}


def _wishes(request: Request, delegation: str) -> bool:
    return any(side.delegation == delegation and side.value > 0 for side in request.sides)


GOALS: dict[Goal, Callable[[ScheduleIndex], int]] = {
    Goal.EXCESS: excess,
    Goal.REQUIRED: required,
    Goal.GUARANTEES: guarantees,
    Goal.VALUE: value,
    Goal.FAIRNESS: fairness,
    Goal.DISTURBED: disturbed,
    Goal.MOVED: moved,
    Goal.BREAKS: breaks,
    Goal.WAITING: waiting,
    Goal.PLACE_CHANGES: place_changes,
}
"""The judge of each goal; a test compares the list with `Goal` and with `solver.goals.GOALS`."""
NEAR = frozenset({Goal.EXCESS, Goal.DISTURBED, Goal.MOVED})
"""Goals that do not exist without a reference."""


def scores(index: ScheduleIndex) -> dict[Goal, int]:
    """The values of all goals that the problem has."""
    absent = NEAR if index.problem.reference is None else frozenset[Goal]()
    return {goal: score(index) for goal, score in GOALS.items() if goal not in absent}
