"""The linear relaxation of each goal: tight on small things, and right for every schedule with the values before."""

import pytest
from hypothesis import given

from solver import Delegation, Goal, Place, Problem, Schedule, validate
from solver.bounds.relaxation import relax
from solver.goals import PLAIN
from solver.goals.lexicographic import cost, stated
from solver.goals.value import terms
from solver.state.board import Board
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best
from tests.builders.solver.relaxations import relaxed
from tests.builders.solver.schedules import ABOUT_PLACED, scheduled, tiny, valid_schedules
from tests.builders.solver.small import agent, problem, request

ONE_SLOT = frozenset({"s0"})
AB, AC, AD = (request("A", name, slots=ONE_SLOT) for name in "BCD")
NOTHING = dict.fromkeys((item.goal for item in PLAIN), 0)
CASES = [
    (problem(AB, AC, AD), Goal.VALUE, 10),
    (problem(request("A", "B", (30, 0), slots=ONE_SLOT), AC), Goal.VALUE, 30),
    (problem(AB, request("C", "D", slots=ONE_SLOT), places=(Place(id="t1"),)), Goal.VALUE, 10),
    (problem(*(request("A", n, slots=ONE_SLOT, required=True) for n in "BCD")), Goal.REQUIRED, 2),
    (problem(AB, AC, delegations=[Delegation(id=n, minimum=1) for n in "BC"]), Goal.GUARANTEES, 1),
    (problem(AB, AC, AD, request("A", "E")), Goal.FAIRNESS, 0),
    (problem(request("B", "A", slots=ONE_SLOT), request("C", "A", slots=ONE_SLOT)), Goal.FAIRNESS, 1),
    (problem(AB, AC, agents=[agent("a", max_per_day=0)]), Goal.FAIRNESS, 0),
]


@pytest.mark.parametrize(("given", "goal", "bound"), CASES)
def test_what_is_scarce_bounds_every_goal(given: Problem, goal: Goal, bound: int) -> None:
    found = relaxed(Index(given), goal, NOTHING)
    assert found is not None
    assert cost(goal, found.cost) == bound


def test_the_value_that_is_kept_costs_fairness() -> None:
    lucky = [request("A", name, (10, 0)) for name in "XYZ"]
    unlucky = request("B", "V", (1, 0))
    given = problem(*lucky, unlucky, places=(Place(id="t1", closed=frozenset({"s3"})),))
    found = [relaxed(Index(given), Goal.FAIRNESS, NOTHING | {Goal.VALUE: value}) for value in (0, 30)]
    assert [None if bound is None else bound.cost for bound in found] == [1, 1]


def test_goals_about_slots_and_places_have_no_linear_relaxation() -> None:
    assert relaxed(Index(problem(AB)), Goal.BREAKS, NOTHING) is None


def test_told_to_stop_it_says_nothing() -> None:
    index = Index(problem(AB))
    assert relax(index, terms(index), stop=lambda: True) is None


def test_bounds_for_better_values_are_not_stated_for_worse_ones() -> None:
    bounds = NOTHING | {Goal.VALUE: 9, Goal.FAIRNESS: 5, Goal.BREAKS: 3, Goal.PLACE_CHANGES: 7}
    kept = NOTHING | {Goal.VALUE: 8, Goal.FAIRNESS: 6, Goal.BREAKS: 4}
    same, worse = (stated(bounds, kept, final, NOTHING) for final in (kept, kept | {Goal.FAIRNESS: 7}))
    assert same == bounds | {Goal.PLACE_CHANGES: 3}
    assert worse == NOTHING | {Goal.VALUE: 9, Goal.FAIRNESS: 5}


@examples(150)
@given(scheduled())
def test_no_schedule_is_better_than_the_bound_for_its_values(made: tuple[Problem, Schedule]) -> None:
    given, schedule = made
    index, values = Index(given), validate(given, schedule).scores
    for goal in ABOUT_PLACED:
        bound = relaxed(index, goal, values)
        assert bound is not None
        assert bound.cost <= cost(goal, values[goal])
        never, always = bound.excluded(cost(goal, values[goal]))
        seats = Board(index, schedule).seats
        assert not {(number, seat.slot) for number, seat in seats.items()} & set(never)
        assert set(always) <= set(seats)


@examples(25)
@given(tiny())
def test_the_optimum_of_a_tiny_problem_is_within_all_bounds(given: Problem) -> None:
    optimum = best(given)
    if optimum is None:
        return
    index = Index(given)
    for goal in ABOUT_PLACED:
        bound = relaxed(index, goal, optimum)
        assert bound is not None
        assert bound.cost <= cost(goal, optimum[goal])
        never, always = bound.excluded(cost(goal, optimum[goal]))
        for schedule in valid_schedules(given):
            if all(cost(g, v) <= cost(g, optimum[g]) for g, v in _until(goal, validate(given, schedule).scores)):
                seats = Board(index, schedule).seats
                assert not {(number, seat.slot) for number, seat in seats.items()} & set(never)
                assert set(always) <= set(seats)


def _until(goal: Goal, scores: object) -> list[tuple[Goal, int]]:
    goals = [item.goal for item in PLAIN]
    return [(g, v) for g, v in dict(scores).items() if goals.index(g) <= goals.index(goal)]
