"""Whatever the problem: the plan keeps all rules, states true values, true bounds and true reasons."""

from hypothesis import given

from solver import Goal, Problem, Settings, Status, first_come_first_served, unconfirmed, validate
from solver.plan.solve import solve
from tests.builders.examples import examples
from tests.builders.solver.small import problems

QUICK = Settings(deterministic_limit=0.2, workers=1)
RULES_OF_ALL = {"place_all", "pin"}


@examples(60)
@given(problems())
def test_a_plan_keeps_all_rules_and_tells_the_truth(problem: Problem) -> None:
    result = solve(problem, QUICK)
    if result.status is Status.INFEASIBLE:
        assert result.conflict
        return
    report = validate(problem, result.schedule)
    assert report.violations == ()
    assert {item.goal: item.value for item in result.goals} == report.scores
    for item in result.goals:
        assert item.bound is None or (item.value <= item.bound if item.goal is Goal.VALUE else item.value >= item.bound)
    assert {reason.request for reason in result.reasons} == {
        request.id for request in problem.requests if request.id not in result.schedule.assignments
    }
    assert unconfirmed(problem, result.schedule, result.reasons) == ()


@examples(100)
@given(problems())
def test_first_come_first_served_keeps_all_rules(problem: Problem) -> None:
    schedule = first_come_first_served(problem, [request.id for request in problem.requests])
    report = validate(problem, schedule)
    assert [item for item in report.violations if item.code not in RULES_OF_ALL] == []
