"""Runs that end on the clock: places are chosen with care all the same, and a contradiction is still told."""

from dataclasses import replace

import pytest

from solver import Goal, Problem, Schedule, Settings, Status, validate
from solver.bench.generate import Model, Size, generate
from solver.diagnose import contradictions
from solver.goals.place_changes import score
from solver.plan.places import assign_places
from solver.plan.solve import solve
from solver.state.board import Board
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.rows import rows_of
from solver.state.sketch import Choice
from tests.builders.solver.forums import forum
from tests.builders.solver.small import problem, request

AT_ONCE = Settings(time_limit=0.0)


def changes_of_the_same_times(given: Problem, schedule: Schedule) -> int:
    """Changes of place when there is all the time for them."""
    index = Index(given)
    kinds, seats = PlaceKinds(index), Board(index, schedule).seats
    sketch = {number: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for number, seat in seats.items()}
    return score(assign_places(index, kinds, rows_of(sketch, index)))


@pytest.mark.parametrize(
    "given",
    [forum(1), generate(Size(people=120, meetings=700, slots=16, tables=50), Model.POPULAR, 0)],
    ids=["all constructed", "more than the first batch"],
)
def test_without_any_time_places_are_as_good_as_the_times_allow(given: Problem) -> None:
    schedule = solve(given, AT_ONCE).schedule
    assert validate(given, schedule).scores[Goal.PLACE_CHANGES] == changes_of_the_same_times(given, schedule)


def test_a_contradiction_is_told_though_there_is_no_time_to_search() -> None:
    given = replace(forum(3, wishes=650), place_all=True)
    result = solve(given, AT_ONCE)
    first = next(contradictions(Index(given)))
    assert (result.status, result.conflict) == (Status.INFEASIBLE, tuple(first.witness["requests"]))


def test_a_forced_contradiction_names_the_requests_of_its_steps() -> None:
    """None of the counts alone sees it: each of the first two fills the slot that the other leaves to the third."""
    given = problem(
        request("A", "B", slots=frozenset({"s0", "s1"})),
        request("A", "C", slots=frozenset({"s0"})),
        request("B", "D", slots=frozenset({"s1"})),
        request("E", "F"),
        place_all=True,
    )
    result = solve(given, AT_ONCE)
    assert (result.status, result.conflict) == (Status.INFEASIBLE, ("A-B", "A-C", "B-D"))


def test_where_nothing_contradicts_itself_a_schedule_is_unknown_at_worst() -> None:
    assert solve(problem(request("A", "B"), place_all=True), AT_ONCE).status is not Status.INFEASIBLE
