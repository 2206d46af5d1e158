"""The model's squared gaps."""

from solver import Delegation
from solver.goals.fairness import objective
from tests.builders.solver.forced import best
from tests.builders.solver.small import problem, request

WISHES = [request("A", name) for name in "BCD"]


def test_everything_met_is_fair() -> None:
    assert best(problem(*WISHES), objective) == 0


def test_what_is_missing_counts_squared() -> None:
    given = problem(*WISHES)
    assert best(given, objective, A_B=None) == 1
    assert best(given, objective, A_B=None, A_C=None) == 4
    assert best(given, objective, A_B=None, A_C=None, A_D=None) == 9


def test_more_than_the_fair_share_counts_squared_too() -> None:
    given = problem(*WISHES, delegations=[Delegation(id="A", fair_share=1)])
    assert best(given, objective, A_B="s0", A_C="s1", A_D="s2") == 4
    assert best(given, objective) == 0


def test_meetings_that_only_others_wished_do_not_count() -> None:
    given = problem(request("A", "B"), request("C", "A"))
    assert best(given, objective, A_B=None, C_A="s0") == 1
