"""Changes of place, counted on a board, and their bound for given breaks."""

import pytest

from solver import Goal, Place
from solver.goals.place_changes import corrected, score
from solver.state.board import Board
from solver.state.index import Index
from tests.builders.solver.small import agent, placed, problem, request, role, slots

AB, AC = request("A", "B"), request("A", "C")


@pytest.mark.parametrize(("place", "changes"), [("t1", 0), ("t2", 1)])
def test_two_meetings_of_a_person_in_a_day(place: str, changes: int) -> None:
    schedule = placed(("A-B", "s0", "t1"), ("A-C", "s3", place))
    assert score(Board(Index(problem(AB, AC)), schedule)) == changes


def test_both_people_of_a_meeting_may_change() -> None:
    schedule = placed(("A-B", "s0", "t1"), ("C-D", "s0", "t2"), ("A-C", "s1", "t3"))
    given = problem(AB, AC, request("C", "D"), places=[Place(id=f"t{n}") for n in (1, 2, 3)])
    assert score(Board(Index(given), schedule)) == 2


def test_a_long_meeting_changes_no_place_by_itself() -> None:
    given = problem(request("A", "B", length=2), AC)
    assert score(Board(Index(given), placed(("A-B", "s0", "t1"), ("A-C", "s2", "t2")))) == 1


def test_another_day_begins_anew() -> None:
    days = (*slots(1), *slots(1, day="tue", begin=1440))
    given = problem(AB, AC, slots=days, agents=[agent(name, "s0 tue-s0") for name in "abc"])
    assert score(Board(Index(given), placed(("A-B", "s0", "t1"), ("A-C", "tue-s0", "t2")))) == 0


@pytest.mark.parametrize(("second", "changes"), [("i", 0), ("j", 1)])
def test_another_interpreter_is_a_change(second: str, changes: int) -> None:
    given = problem(
        *(request(*pair, roles=(role("i", "j"),)) for pair in ("AB", "AC")), agents=[agent("i"), agent("j")]
    )
    schedule = placed(("A-B", "s0", "t1", "i"), ("A-C", "s3", "t1", second))
    assert score(Board(Index(given), schedule)) == changes


@pytest.mark.parametrize(("breaks", "bound"), [(0, 3), (2, 1), (4, 0)])
def test_breaks_are_taken_off_the_bound(breaks: int, bound: int) -> None:
    assert corrected(3, {Goal.BREAKS: breaks}) == bound
