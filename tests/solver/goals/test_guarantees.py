"""The model's shortfall of the guaranteed meetings."""

from solver import Delegation
from solver.goals.guarantees import objective
from tests.builders.solver.forced import best
from tests.builders.solver.small import problem, request

AB, CA = request("A", "B"), request("C", "A")


def test_without_a_minimum_nothing_is_short() -> None:
    assert best(problem(AB), objective, A_B=None) == 0


def test_each_meeting_missing_counts() -> None:
    given = problem(AB, CA, delegations=[Delegation(id="A", minimum=2)])
    assert best(given, objective) == 0
    assert best(given, objective, A_B=None) == 1
    assert best(given, objective, A_B=None, C_A=None) == 2


def test_the_minimum_is_at_most_what_is_reachable_alone() -> None:
    given = problem(AB, delegations=[Delegation(id="A", minimum=5)])
    assert best(given, objective, A_B=None) == 1
