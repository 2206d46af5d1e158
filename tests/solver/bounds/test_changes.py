"""Changes of place that cannot be avoided."""

from collections.abc import Mapping

import pytest
from hypothesis import given

from solver import Goal, Place, Problem, Schedule, validate
from solver.bounds.changes import changes_and_breaks
from solver.goals.lexicographic import kept_before
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.schedules import scheduled, tiny, valid_schedules
from tests.builders.solver.small import agent, placed, problem, request, slots

EVERYONE = [request(one, two, (1, 0)) for one, two in ("AB", "CD", "AC", "BD")]
SCHEDULE = placed(("A-B", "s0", "t1"), ("C-D", "s0", "t2"), ("A-C", "s1", "t1"), ("B-D", "s1", "t2"))
ALL = "s0 s1"


def bound_for(index: Index, values: Mapping[Goal, int]) -> int:
    return changes_and_breaks(index, kept_before(index, Goal.PLACE_CHANGES, values))


def two_slots(*places: Place) -> Problem:
    return problem(*EVERYONE, slots=slots(2), agents=[agent(n, ALL) for n in "abcd"], places=places)


@pytest.mark.parametrize(("capacity", "bound"), [(1, 0), (2, 0)])
def test_nobody_needs_to_change_for_a_second_meeting_alone(capacity: int, bound: int) -> None:
    given = two_slots(Place(id="t1", capacity=capacity), Place(id="t2"))
    values = validate(given, SCHEDULE).scores
    assert bound_for(Index(given), values) == bound


def test_of_two_people_who_come_from_different_meetings_one_changes() -> None:
    pairs = [f"{one}{two}" for n, one in enumerate("ABCD") for two in "ABCD"[n + 1 :]]
    given = problem(
        *(request(*pair, (1, 0)) for pair in pairs),
        slots=slots(3, block=3),
        agents=[agent(n, "s0 s1 s2") for n in "abcd"],
    )
    rounds = [("A-B", "C-D"), ("A-C", "B-D"), ("A-D", "B-C")]
    schedule = placed(*((name, f"s{n}", f"t{t}") for n, names in enumerate(rounds) for t, name in enumerate(names, 1)))
    report = validate(given, schedule)
    assert report.valid
    assert bound_for(Index(given), report.scores) == 2
    assert report.scores[Goal.PLACE_CHANGES] >= 2


@examples(150)
@given(scheduled())
def test_no_schedule_has_fewer_than_the_bound_for_its_values(made: tuple[Problem, Schedule]) -> None:
    given, schedule = made
    scores = validate(given, schedule).scores
    assert bound_for(Index(given), scores) <= scores[Goal.PLACE_CHANGES] + scores[Goal.BREAKS]


@examples(15)
@given(tiny())
def test_no_schedule_of_a_tiny_problem_has_fewer(given: Problem) -> None:
    index = Index(given)
    for schedule in valid_schedules(given):
        scores = validate(given, schedule).scores
        assert bound_for(index, scores) <= scores[Goal.PLACE_CHANGES] + scores[Goal.BREAKS]
