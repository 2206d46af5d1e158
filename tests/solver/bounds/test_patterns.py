"""Breaks by busy patterns: what tables for some force upon others."""

from hypothesis import given
from ortools.sat.python import cp_model

from solver import Goal, Place, Problem, Schedule, validate
from solver.bounds.patterns import pattern_model
from solver.bounds.per_agent import Agendas, Certain, unavoidable_breaks
from solver.goals.lexicographic import cost
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best
from tests.builders.solver.relaxations import relaxed
from tests.builders.solver.schedules import ABOUT_PLACED, scheduled, tiny
from tests.builders.solver.small import agent, problem, request, slots


def fewest(index: Index, certain: Certain) -> int | None:
    """The least objective; None if there is no model or nothing in it."""
    model = pattern_model(index, Agendas.of(index, certain))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return None if model is None or solver.solve(model) != cp_model.OPTIMAL else round(solver.objective_value)


def test_one_table_makes_somebody_wait_whom_nothing_keeps_alone() -> None:
    days, everywhere = slots(3, block=3), "s0 s1 s2"
    wishes = [request("A", "B"), request("A", "C"), request("D", "E", slots=frozenset({"s1"}))]
    everyone = [agent(n, everywhere) for n in "abcde"]
    given = problem(*wishes, slots=days, agents=everyone, places=(Place(id="t"),), place_all=True)
    index = Index(given)
    certain = Certain.of(index)
    assert sum(unavoidable_breaks(index, Agendas.of(index, certain))) == 0
    assert fewest(index, certain) == 1


def test_slots_at_the_same_time_are_not_looked_into() -> None:
    both = tuple(sorted((*slots(2), *slots(2, venue="x")), key=lambda slot: slot.start))
    index = Index(problem(request("A", "B"), slots=both, agents=[agent(n, "s0 monx-s0") for n in "ab"]))
    assert fewest(index, Certain.of(index)) is None


@examples(100)
@given(scheduled())
def test_no_schedule_has_fewer_breaks(made: tuple[Problem, Schedule]) -> None:
    given, schedule = made
    index, values = Index(given), validate(given, schedule).scores
    certain = Certain.of(index)
    for goal in ABOUT_PLACED:
        bound = relaxed(index, goal, values)
        assert bound is not None
        certain.learn(*bound.excluded(cost(goal, values[goal])))
    found = fewest(index, certain)
    assert found is not None
    assert found <= values[Goal.BREAKS]


@examples(25)
@given(tiny())
def test_the_optimum_of_a_tiny_problem_has_no_fewer(given: Problem) -> None:
    optimum, index = best(given), Index(given)
    found = fewest(index, Certain.of(index))
    assert optimum is None or found is None or found <= optimum[Goal.BREAKS]
