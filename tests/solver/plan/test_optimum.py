"""Against all schedules there are: proofs are right, bounds are never beaten, and impossible means impossible."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from solver import Goal, Problem, Settings, Status
from solver.plan.solve import solve
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best, key, seats
from tests.builders.solver.small import problems

QUICK = Settings(deterministic_limit=0.5, workers=1)


@examples(40)
@given(problems(delegations=3))
def test_the_plan_of_a_tiny_problem_is_the_best_there_is(problem: Problem) -> None:
    assume(size(problem) < 20_000)
    optimum = best(problem)
    result = solve(problem, QUICK)
    if optimum is None:
        assert result.status is Status.INFEASIBLE
        return
    values = {item.goal: item.value for item in result.goals}
    assert key(values) == key(optimum)
    for item in result.goals:
        if item.goal is not Goal.PLACE_CHANGES:
            assert item.bound == item.value


@examples(40)
@given(problems(delegations=3), st.data())
def test_where_everybody_keeps_lunch_the_plan_is_the_best_there_is(problem: Problem, data: st.DataObject) -> None:
    assume(size(problem) < 20_000)
    some = st.frozensets(st.sampled_from([slot.id for slot in problem.slots]), min_size=1, max_size=3)
    everybody = tuple(replace(agent, keep_one_free=(data.draw(some),)) for agent in problem.agents)
    hungry = replace(problem, agents=everybody, requests=tuple(replace(one, pin=None) for one in problem.requests))
    optimum = best(hungry)
    result = solve(hungry, QUICK)
    if optimum is None:
        assert result.status is Status.INFEASIBLE
        return
    assert key({item.goal: item.value for item in result.goals}) == key(optimum)
    for item in result.goals:
        if item.goal is not Goal.PLACE_CHANGES:
            assert item.bound == item.value
        else:
            assert item.bound <= item.value


def size(problem: Problem) -> int:
    schedules = 1
    for request in problem.requests:
        schedules *= len(seats(problem, request))
    return schedules
