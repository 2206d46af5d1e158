"""Most meetings of a delegation, and most that only others wished."""

from solver import Delegation
from solver.exact.rules.delegation_limits import apply
from tests.builders.solver.forced import possible
from tests.builders.solver.small import problem, request

AB, AC, CA, DA = request("A", "B"), request("A", "C"), request("C", "A"), request("D", "A")


def test_without_a_maximum_everything_may_be_placed() -> None:
    assert possible(problem(AB, AC), apply, A_B="s0", A_C="s1")


def test_the_maximum_counts_all_meetings() -> None:
    given = problem(AB, CA, delegations=[Delegation(id="A", maximum=1)])
    assert possible(given, apply, A_B="s0", C_A=None)
    assert not possible(given, apply, A_B="s0", C_A="s1")


def test_the_maximum_of_received_ones_leaves_out_own_wishes() -> None:
    given = problem(AB, CA, DA, delegations=[Delegation(id="A", maximum_received=1)])
    assert possible(given, apply, A_B="s0", C_A="s1", D_A=None)
    assert not possible(given, apply, C_A="s1", D_A="s2")


def test_a_meeting_that_nobody_wished_is_not_received() -> None:
    given = problem(request("C", "A", (0, 0)), DA, delegations=[Delegation(id="A", maximum_received=1)])
    assert possible(given, apply, C_A="s1", D_A="s2")
