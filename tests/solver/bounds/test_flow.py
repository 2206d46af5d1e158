"""The flow bound: exact where people and places are all that is scarce, and never below what a schedule places."""

import pytest
from hypothesis import given

from solver import Delegation, Place, Problem, Schedule, validate
from solver.bounds.flow import FlowBound, flow_bound
from solver.model.result import Goal
from tests.builders.examples import examples
from tests.builders.solver.schedules import scheduled, tiny, valid_schedules
from tests.builders.solver.small import agent, problem, request, slots

AB, AC, CD = request("A", "B", (10, 0)), request("A", "C", (20, 0)), request("C", "D", (5, 5))
ONE_TABLE = (Place(id="t1"),)


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        (problem(AB, AC, CD), FlowBound(3, 40)),
        (problem(AB, AC, CD, slots=slots(1), agents=[agent(n, "s0") for n in "abcd"]), FlowBound(2, 30)),
        (
            problem(AB, CD, slots=slots(1), places=ONE_TABLE, agents=[agent(n, "s0") for n in "abcd"]),
            FlowBound(1, 10),
        ),
        (problem(AB, AC, agents=[agent("a", max_per_day=1)]), FlowBound(1, 20)),
        (problem(AB, AC, agents=[agent("a", "s0 s1", keep_one_free=(frozenset({"s0", "s1"}),))]), FlowBound(1, 20)),
        (problem(AB, AC, delegations=[Delegation(id="A", maximum=1)]), FlowBound(1, 20)),
        (
            problem(request("B", "A"), request("C", "A"), delegations=[Delegation(id="A", maximum_received=1)]),
            FlowBound(1, 10),
        ),
        (problem(AB, places=()), FlowBound(0, 0)),
        (problem(), FlowBound(0, 0)),
    ],
)
def test_what_is_scarce_counts(given: Problem, bound: FlowBound) -> None:
    assert flow_bound(given) == bound


@examples(150)
@given(scheduled())
def test_no_schedule_places_more(made: tuple[Problem, Schedule]) -> None:
    given, schedule = made
    bound = flow_bound(given)
    assert len(schedule) <= bound.requests
    assert validate(given, schedule).scores[Goal.VALUE] <= bound.value


@examples(25)
@given(tiny())
def test_no_schedule_of_a_tiny_problem_places_more(given: Problem) -> None:
    bound = flow_bound(given)
    for schedule in valid_schedules(given):
        assert len(schedule) <= bound.requests
        assert validate(given, schedule).scores[Goal.VALUE] <= bound.value
