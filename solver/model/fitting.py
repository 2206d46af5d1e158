"""Meetings of more people than their requests ask for any more: those who fit stay, the others need not come."""

from dataclasses import replace

from solver.model.distinct import distinct
from solver.model.problem import Problem
from solver.model.schedule import Assignment, Schedule


def fitting(problem: Problem, schedule: Schedule) -> Schedule:
    """The schedule with one person for each party of a request, where more meet: a requirement of two may be gone.

    Earlier ones of a meeting stay. A meeting in which nobody fits for some party is left as it is.
    """
    larger = {name: was for name, was in schedule.assignments.items() if len(was.agents) > 2}
    if not larger:
        return schedule
    parties = {request.id: request.parties for request in problem.requests if request.id in larger}
    fitted = {name: _fitted(was, parties[name]) for name, was in larger.items() if name in parties}
    return Schedule({**schedule.assignments, **fitted})


def _fitted(was: Assignment, parties: tuple[tuple[str, ...], ...]) -> Assignment:
    if len(was.agents) <= len(parties):
        return was
    agents = distinct([[agent for agent in was.agents if agent in party] for party in parties])
    return was if agents is None else replace(was, agents=agents)
