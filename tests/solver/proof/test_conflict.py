"""Which obligatory requests contradict each other."""

from solver import Pin
from solver.proof.conflict import conflict
from solver.state.index import Index
from tests.builders.solver.small import agent, problem, request

CLASH = [request("A", name, pin=Pin(slot="s0")) for name in ("B", "C")]
OTHERS = [request("A", "D", pin=Pin()), request("E", "F", pin=Pin())]


def test_only_those_that_contradict_each_other_are_named() -> None:
    assert conflict(Index(problem(*CLASH, *OTHERS))) == ("A-B", "A-C")


def test_one_that_fits_nowhere_is_named_alone() -> None:
    given = problem(request("A", "B"), request("C", "D"), agents=[agent("a", "")], place_all=True)
    assert conflict(Index(given)) == ("A-B",)


def test_told_to_stop_it_names_all_that_are_not_told_apart() -> None:
    assert conflict(Index(problem(*CLASH, *OTHERS)), stop=lambda: True) == ("A-B", "A-C", "A-D", "E-F")
