"""The selection relaxation: tight where time is scarce in all, and right for every schedule with the values before."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from ortools.sat.python import cp_model

from solver import Delegation, Goal, Place, Problem, Schedule, Side, validate
from solver.bounds.selection import selection_model
from solver.goals import GOALS, PLAIN
from solver.goals.lexicographic import cost, kept_before
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best
from tests.builders.solver.schedules import ABOUT_PLACED, scheduled, tiny
from tests.builders.solver.small import agent, problem, request, slots

NOTHING = dict.fromkeys((item.goal for item in PLAIN), 0)


def selected(given: Problem, goal: Goal, values: Mapping[Goal, int]) -> int | None:
    index = Index(given)
    terms = next(item.terms for item in GOALS if item.goal is goal)
    assert terms is not None
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(selection_model(index, terms(index), kept_before(index, goal, values)))
    return cost(goal, round(solver.objective_value)) if status == cp_model.OPTIMAL else None


def three(**more: object) -> Problem:
    """A is wished by three, for 30, 20 and 10, in four slots."""
    asked = [request("A", name, (worth, 0)) for name, worth in zip("BCD", (30, 20, 10), strict=True)]
    return problem(*asked, **more)


CASES = [
    (three(), 60),
    (three(agents=[agent("a", "s0 s1")]), 50),
    (three(agents=[agent("a", max_per_day=1)]), 30),
    (three(delegations=[Delegation(id="A", maximum=1)]), 30),
    (three(places=(Place(id="t1", closed=frozenset({"s0", "s1"})),)), 50),
    (problem(*(request("A", n, length=2) for n in "BCD")), 20),
]


@pytest.mark.parametrize(("given", "bound"), CASES)
def test_time_is_scarce_in_all(given: Problem, bound: int) -> None:
    assert selected(given, Goal.VALUE, NOTHING) == bound


def test_people_of_one_side_count_apart_from_their_colleagues() -> None:
    """All want to meet a1 of A, who is there for one slot; a2 has time."""
    only = Side(delegation="A", agents=("a1",))
    asked = [request("A", name, sides=(only, Side(delegation=name, agents=(name.lower(),), value=10))) for name in "BC"]
    given = problem(*asked, agents=[agent("a1", "s0"), agent("a2")])
    assert selected(given, Goal.VALUE, NOTHING) == 10


def test_the_value_that_is_kept_costs_fairness() -> None:
    """A keeps its two wishes for 10 in the two slots, and V waits."""
    asked = [request("A", name, (10, 0)) for name in "XY"]
    people = [agent(name, "s0 s1") for name in "abvxy"]
    given = problem(*asked, request("B", "V", (1, 0)), slots=slots(2), places=(Place(id="t1"),), agents=people)
    assert [selected(given, Goal.FAIRNESS, NOTHING | {Goal.VALUE: value}) for value in (0, 20)] == [1, 1]


@examples(150)
@given(scheduled())
def test_no_schedule_is_better_than_the_bound_for_its_values(made: tuple[Problem, Schedule]) -> None:
    given, schedule = made
    scores = validate(given, schedule).scores
    for goal in ABOUT_PLACED:
        bound = selected(given, goal, scores)
        assert bound is not None
        assert cost(goal, bound) <= cost(goal, scores[goal])


@examples(50)
@given(tiny())
def test_the_optimum_of_a_tiny_problem_is_within_all_bounds(given: Problem) -> None:
    optimum = best(given)
    if optimum is not None:
        for goal in ABOUT_PLACED:
            bound = selected(given, goal, optimum)
            assert bound is not None
            assert cost(goal, bound) <= cost(goal, optimum[goal])
