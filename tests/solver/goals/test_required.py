"""The model's count of required requests left out."""

from solver.goals.required import objective
from tests.builders.solver.forced import best
from tests.builders.solver.small import agent, problem, request

AB, CD = request("A", "B", required=True), request("C", "D")


def test_nothing_required_nothing_missing() -> None:
    assert best(problem(CD), objective, C_D=None) == 0


def test_only_required_ones_count() -> None:
    given = problem(AB, CD)
    assert best(given, objective) == 0
    assert best(given, objective, A_B=None, C_D=None) == 1


def test_one_that_fits_nowhere_is_certain_to_be_missing() -> None:
    given = problem(AB, agents=[agent("a", "")])
    assert best(given, objective) == 1
