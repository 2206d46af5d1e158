"""Where one more delegate would find somebody to meet, and a place."""

from solver import Openings, Place
from tests.builders.solver.small import agent, placed, problem, request

AB, AC, BD = request("A", "B"), request("A", "C"), request("B", "D")
ONE_TABLE = (Place(id="t1"),)


def test_the_other_side_and_a_place_must_be_free() -> None:
    given = problem(AB, AC, BD, places=ONE_TABLE, agents=[agent("a", "s0"), agent("b", "s0 s1 s2")])
    openings = Openings(given, placed(("A-C", "s0", "t1"), ("B-D", "s1", "t1")))

    assert openings.beside("A-B", "A") == ("s2",), "the table is taken at s0, and b at s1"
    assert openings.beside("A-B", "B") == (), "a is there at s0 only"


def test_the_limits_of_the_other_side_are_kept() -> None:
    given = problem(AB, AC, BD, agents=[agent("b", max_in_a_row=1)])

    assert Openings(given, placed(("B-D", "s1", "t1"))).beside("A-B", "A") == ("s2", "s3")
