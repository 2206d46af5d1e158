"""Valid schedules of small problems of every shape, and all of them for the smallest."""

from collections.abc import Iterator

from hypothesis import assume
from hypothesis import strategies as st

from solver import Problem, Schedule, first_come_first_served, validate
from solver.goals import GOALS
from tests.builders.solver.exhaustive import _schedules, seats
from tests.builders.solver.small import problems

ABOUT_PLACED = tuple(item.goal for item in GOALS if item.terms)
"""Goals for which only the set of placed requests matters."""
MOST = 3_000
"""Schedules of a problem that are all tried."""


@st.composite
def scheduled(draw: st.DrawFn) -> tuple[Problem, Schedule]:
    """A problem and some valid schedule, good or bad."""
    problem = draw(problems())
    order = draw(st.permutations([request.id for request in problem.requests]))
    schedule = first_come_first_served(problem, order[: draw(st.integers(0, len(order)))])
    assume(validate(problem, schedule).valid)
    return problem, schedule


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """A problem with few enough schedules to try them all."""
    problem = draw(problems(delegations=3))
    number = 1
    for request in problem.requests:
        number *= len(seats(problem, request))
    assume(number <= MOST)
    return problem


def valid_schedules(problem: Problem) -> Iterator[Schedule]:
    """Every schedule that keeps the rules."""
    return (schedule for schedule in _schedules(problem) if validate(problem, schedule).valid)
