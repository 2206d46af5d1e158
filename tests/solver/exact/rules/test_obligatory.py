"""Pinned requests are placed; all requests are, if the problem says so."""

from solver import Pin
from solver.exact.rules.obligatory import apply
from tests.builders.solver.forced import possible
from tests.builders.solver.small import problem, request

AB, CD = request("A", "B"), request("C", "D")


def test_a_request_may_stay_out() -> None:
    assert possible(problem(AB), apply, A_B=None)


def test_a_pinned_one_may_not() -> None:
    given = problem(request("A", "B", pin=Pin(slot="s1")), CD)
    assert not possible(given, apply, A_B=None)
    assert possible(given, apply, A_B="s1", C_D=None)


def test_it_stays_where_it_is_pinned() -> None:
    assert not possible(problem(request("A", "B", pin=Pin(slot="s1"))), apply, A_B="s0")


def test_all_must_be_placed_if_the_problem_says_so() -> None:
    given = problem(AB, CD, place_all=True)
    assert not possible(given, apply, A_B="s0", C_D=None)
    assert possible(given, apply, A_B="s0", C_D="s0")
