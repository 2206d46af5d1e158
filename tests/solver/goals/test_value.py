"""The model's value."""

from solver.goals.value import objective
from tests.builders.solver.forced import best
from tests.builders.solver.small import problem, request

GIVEN = problem(request("A", "B", (10, 7)), request("A", "C", (0, 5)), request("A", "D", (0, 0)))


def test_nothing_placed_is_worth_nothing() -> None:
    assert best(GIVEN, objective, A_B=None, A_C=None) == 0


def test_both_directions_of_what_is_placed_are_added() -> None:
    assert best(GIVEN, objective, A_C=None) == 17
    assert best(GIVEN, objective) == 22
