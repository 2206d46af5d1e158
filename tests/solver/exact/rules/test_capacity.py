"""At most as many meetings at a time as open places of a kind."""

from solver import Place
from solver.exact.rules.capacity import apply
from tests.builders.solver.forced import possible
from tests.builders.solver.small import problem, request

AB, CD, EF = request("A", "B"), request("C", "D"), request("E", "F")


def test_two_tables_hold_two_meetings() -> None:
    given = problem(AB, CD, EF)
    assert possible(given, apply, A_B="s0", C_D="s0", E_F="s1")
    assert not possible(given, apply, A_B="s0", C_D="s0", E_F="s0")


def test_a_place_for_several_counts_as_many() -> None:
    given = problem(AB, CD, EF, places=(Place(id="hall", capacity=3),))
    assert possible(given, apply, A_B="s0", C_D="s0", E_F="s0")


def test_a_closed_table_does_not_count() -> None:
    given = problem(AB, CD, places=(Place(id="t1"), Place(id="t2", closed=frozenset({"s0"}))))
    assert not possible(given, apply, A_B="s0", C_D="s0")
    assert possible(given, apply, A_B="s1", C_D="s1")


def test_a_booth_is_for_its_owner() -> None:
    own = request("A", "B", places=frozenset({"booth"}))
    given = problem(own, CD, EF, places=(Place(id="booth", owner="A"), Place(id="t1")))
    assert possible(given, apply, A_B="s0", C_D="s0")
    assert not possible(given, apply, C_D="s0", E_F="s0")


def test_a_long_meeting_keeps_its_table() -> None:
    given = problem(request("A", "B", length=2), CD, places=(Place(id="t1"),))
    assert not possible(given, apply, A_B="s0", C_D="s1")
    assert possible(given, apply, A_B="s0", C_D="s2")
