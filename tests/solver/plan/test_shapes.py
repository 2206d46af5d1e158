"""Problems of every shape: what the solver states of them is true, and no schedule is better than its bounds."""

import json

import pytest
from hypothesis import assume, given

from solver import Goal, Problem, Result, Settings, Status, unconfirmed, validate
from solver.diagnose import Promise, diagnose
from solver.formats.json import dump_problem, load_problem
from solver.plan.solve import solve
from solver.validate.findings import untrue
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best, key, most_placed, size
from tests.builders.solver.missions import missions
from tests.builders.solver.shapes import long_shapes, shapes

QUICK = Settings(deterministic_limit=0.1, workers=1)
FEW = examples(50)
SOME = examples(150)
MANY = examples(1500)
FEW_SCHEDULES = 5_000
"""All schedules of a problem are tried where there are fewer."""


def a_plan_tells_the_truth(problem: Problem, result: Result) -> None:
    if result.status in (Status.INFEASIBLE, Status.UNKNOWN):
        assert result.schedule.assignments == {}
        return
    report = validate(problem, result.schedule)
    assert report.violations == ()
    assert {item.goal: item.value for item in result.goals} == report.scores
    for item in result.goals:
        assert item.bound is None or (item.value <= item.bound if item.goal is Goal.VALUE else item.value >= item.bound)
    assert sorted(reason.request for reason in result.reasons) == sorted(
        request.id for request in problem.requests if request.id not in result.schedule.assignments
    )
    assert unconfirmed(problem, result.schedule, result.reasons) == ()


def no_schedule_is_better_than_stated(problem: Problem, result: Result) -> None:
    optimum = best(problem)
    if optimum is None:
        assert result.status in (Status.INFEASIBLE, Status.UNKNOWN)
        return
    assert result.status is not Status.INFEASIBLE
    better = False
    for item in result.goals:
        if item.goal is Goal.PLACE_CHANGES or item.value != optimum[item.goal]:
            better = item.goal is not Goal.PLACE_CHANGES
            break
        assert item.bound is None or item.bound == item.value or (item.bound > item.value) == (item.goal is Goal.VALUE)
    if better:
        assert item.bound is None or (
            item.bound >= optimum[item.goal] if item.goal is Goal.VALUE else item.bound <= optimum[item.goal]
        )
    assert key({item.goal: item.value for item in result.goals}) >= key(optimum)


def findings_are_true(problem: Problem) -> None:
    """By the judge, and for tiny problems by all schedules there are."""
    findings = diagnose(problem)
    assert untrue(problem, findings) == ()
    if size(problem) >= FEW_SCHEDULES:
        return
    optimum = best(problem)
    for finding in findings:
        if optimum is None or finding.promise is Promise.OBLIGATORY:
            assert optimum is None or finding.promise is not Promise.OBLIGATORY
        elif finding.promise is Promise.REQUIRED:
            assert optimum[Goal.REQUIRED] >= finding.lost
        elif finding.promise is Promise.WISHES:
            asked = set(finding.witness["requests"])
            assert most_placed(problem, asked) <= len(asked) - finding.lost


@FEW
@given(shapes())
def test_a_plan_tells_the_truth(problem: Problem) -> None:
    a_plan_tells_the_truth(problem, solve(problem, QUICK))


@examples(10)
@given(long_shapes())
def test_a_plan_of_more_than_64_slots_tells_the_truth(problem: Problem) -> None:
    a_plan_tells_the_truth(problem, solve(problem, QUICK))


@SOME
@given(shapes(delegations=3, requests=3, longest_day=3))
def test_findings_are_true(problem: Problem) -> None:
    findings_are_true(problem)


@SOME
@given(shapes(requests=10, longest_day=4))
def test_findings_of_fuller_problems_are_confirmed(problem: Problem) -> None:
    assert untrue(problem, diagnose(problem)) == ()


@FEW
@given(shapes(delegations=3, requests=3, longest_day=3))
def test_no_schedule_is_better_than_stated(problem: Problem) -> None:
    assume(size(problem) < FEW_SCHEDULES)
    no_schedule_is_better_than_stated(problem, solve(problem, QUICK))


@FEW
@given(missions())
def test_no_schedule_of_a_mission_with_interpreters_and_ways_is_better_than_stated(problem: Problem) -> None:
    result = solve(problem, QUICK)
    a_plan_tells_the_truth(problem, result)
    assume(size(problem) < FEW_SCHEDULES)
    no_schedule_is_better_than_stated(problem, result)


@SOME
@given(shapes())
def test_problems_read_back_the_same(problem: Problem) -> None:
    assert load_problem(json.loads(json.dumps(dump_problem(problem)))) == problem


@pytest.mark.slow
@MANY
@given(shapes())
def test_many_plans_tell_the_truth(problem: Problem) -> None:
    a_plan_tells_the_truth(problem, solve(problem, QUICK))


@pytest.mark.slow
@MANY
@given(shapes(delegations=3, requests=4, longest_day=3))
def test_many_findings_and_bounds_are_true(problem: Problem) -> None:
    findings_are_true(problem)
    assume(size(problem) < FEW_SCHEDULES)
    no_schedule_is_better_than_stated(problem, solve(problem, QUICK))


@pytest.mark.slow
@examples(400)
@given(missions(visits=4))
def test_many_bounds_of_missions_are_true(problem: Problem) -> None:
    result = solve(problem, QUICK)
    a_plan_tells_the_truth(problem, result)
    findings_are_true(problem)
    assume(size(problem) < FEW_SCHEDULES)
    no_schedule_is_better_than_stated(problem, result)
