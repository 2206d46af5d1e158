"""A request that comes after another begins when that one is over, if both are placed."""

from solver.exact.rules.order import apply
from tests.builders.solver.forced import possible
from tests.builders.solver.small import problem, request

FIRST, SECOND = request("A", "B"), request("C", "D", after=("A-B",))
GIVEN = problem(FIRST, SECOND)


def test_without_an_order_anything_goes() -> None:
    assert possible(problem(FIRST, request("C", "D")), apply, A_B="s3", C_D="s0")


def test_the_later_one_is_later() -> None:
    assert possible(GIVEN, apply, A_B="s0", C_D="s1")
    assert not possible(GIVEN, apply, A_B="s1", C_D="s0")
    assert not possible(GIVEN, apply, A_B="s0", C_D="s0")


def test_either_may_be_left_out() -> None:
    assert possible(GIVEN, apply, A_B=None, C_D="s0")
    assert possible(GIVEN, apply, A_B="s3", C_D=None)


def test_a_long_one_must_be_over() -> None:
    given = problem(request("A", "B", length=2), SECOND)
    assert not possible(given, apply, A_B="s0", C_D="s1")
    assert possible(given, apply, A_B="s0", C_D="s2")
