"""The numbers of breaks of any two agents differ by at most so many."""

from solver.exact.rules.break_spread import apply
from tests.builders.solver.forced import possible
from tests.builders.solver.small import problem, request

WISHES = [request("A", "B"), request("A", "C")]


def test_without_a_spread_breaks_may_be_anybodys() -> None:
    assert possible(problem(*WISHES), apply, A_B="s0", A_C="s2")


def test_nobody_has_more_breaks_than_all_others() -> None:
    given = problem(*WISHES, break_spread=0)
    assert not possible(given, apply, A_B="s0", A_C="s2")
    assert possible(given, apply, A_B="s0", A_C="s1")


def test_one_more_is_allowed_by_a_spread_of_one() -> None:
    assert possible(problem(*WISHES, break_spread=1), apply, A_B="s0", A_C="s2")
