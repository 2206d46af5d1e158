"""Plans with a reference: the best there is by every goal, and the reference itself where nothing has changed."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, given

from solver import Goal, GoalResult, Mode, Problem, Request, Result, Schedule, Settings, Status, validate
from solver.goals import scores
from solver.plan.solve import solve
from solver.state.board import Board
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best, key, size
from tests.builders.solver.forums import forum
from tests.builders.solver.references import close, near
from tests.builders.solver.schedules import valid_schedules
from tests.builders.solver.small import placed, problem, request

BEFORE = (Goal.REQUIRED, Goal.GUARANTEES, Goal.VALUE, Goal.FAIRNESS)
QUICK = Settings(deterministic_limit=0.5, workers=1)
AT_ONCE = Settings(deterministic_limit=0.0, workers=1)
MADE = forum(3, delegations=16, wishes=60, tables=5, booths=1)


@cache
def solved(settings: Settings) -> Result:
    """The plan of MADE, which tests begin with."""
    return solve(MADE, settings)


@examples(40)
@given(close(delegations=4))
def test_the_plan_is_the_best_there_is_and_its_bounds_are_never_false(given: Problem) -> None:
    assume(size(given) < 2_000)
    optimum = best(given)
    result = solve(given, QUICK)
    if optimum is None:
        assert result.status is Status.INFEASIBLE
        return
    report = validate(given, result.schedule)
    assert report.valid
    assert {item.goal: item.value for item in result.goals} == report.scores
    assert key(report.scores) == key(optimum)
    for item in result.goals:
        if item.goal is not Goal.PLACE_CHANGES:
            assert item.proved


@examples(60)
@given(close(delegations=4))
def test_the_search_and_the_judge_count_every_schedule_alike(given: Problem) -> None:
    assume(size(given) < 300)
    index = Index(given)
    for schedule in valid_schedules(given):
        assert scores(Board(index, schedule)) == validate(given, schedule).scores


def test_with_nothing_changed_it_is_the_reference_with_its_tables() -> None:
    before = solved(QUICK).schedule
    for mode in (Mode.ADD, Mode.CLOSE):
        after = solve(near(MADE, before, mode), QUICK)
        assert after.schedule == before
        assert values(after.goals, Goal.EXCESS, Goal.DISTURBED, Goal.MOVED) == [0, 0, 0]


@pytest.mark.parametrize("mode", Mode)
def test_what_is_proved_already_is_not_proved_again(mode: Mode) -> None:
    before = solved(QUICK)
    proved = {item.goal: item.bound for item in before.goals if item.goal in BEFORE and item.bound is not None}

    after = solve(near(MADE, before.schedule, mode), AT_ONCE, proved=proved)
    dearer = solve(near(MADE, before.schedule, mode), QUICK, proved=proved | {Goal.VALUE: proved[Goal.VALUE] + 1})

    assert after.schedule == dearer.schedule == before.schedule
    assert all(item.proved for item in after.goals if item.goal is not Goal.PLACE_CHANGES)
    assert validate(near(MADE, before.schedule, mode), after.schedule).scores == {
        item.goal: item.value for item in after.goals
    }


@pytest.mark.parametrize("mode", [Mode.ADD, Mode.CLOSE])
def test_what_is_settled_is_not_searched_again_and_claims_no_more_than_was_proved(mode: Mode) -> None:
    before = solved(AT_ONCE)
    proved = {item.goal: item.bound for item in before.goals if item.goal in BEFORE and item.bound is not None}

    again = solve(near(MADE, before.schedule, mode), AT_ONCE, proved=proved, settled=True)

    assert again.schedule == before.schedule
    assert values(again.goals, Goal.EXCESS, Goal.DISTURBED, Goal.MOVED) == [0, 0, 0]
    assert {item.goal: item.bound for item in again.goals if item.goal in proved} == proved


def test_what_is_proved_says_nothing_once_a_meeting_cannot_stay() -> None:
    known = placed(("A-B", "s0", "t1"), ("C-D", "s0", "t2"))
    given = near(problem(request("A", "B")), known, Mode.CLOSE)

    found = solve(given, QUICK, proved={Goal.VALUE: 0})

    assert {item.goal: item.bound for item in found.goals}[Goal.VALUE] == validate(given, found.schedule).scores[
        Goal.VALUE
    ]


def test_a_wish_that_fits_is_added_and_one_that_does_not_is_left() -> None:
    wishes = [
        request("A", "B"),
        request("C", "D"),
        request("A", "C", (40, 0), slots=frozenset({"s0"})),
        request("B", "D"),
    ]
    known = placed(("A-B", "s0", "t1"), ("C-D", "s0", "t2"))

    added = solve(near(problem(*wishes), known, Mode.ADD), QUICK)

    assert set(added.schedule.assignments) == {"A-B", "C-D", "B-D"}
    assert added.schedule.assignments["A-B"].slot == "s0"


@pytest.mark.parametrize(
    ("mode", "allowance", "gained"), [(Mode.ADD, 9, 0), (Mode.CLOSE, 3, 0), (Mode.CLOSE, 4, 1), (Mode.BETTER, 0, 1)]
)
def test_the_allowance_says_how_many_people_a_wish_may_displace(mode: Mode, allowance: int, gained: int) -> None:
    wanted = request("A", "C", (40, 0), slots=frozenset({"s0"}))
    known = placed(("A-B", "s0", "t1"), ("C-D", "s0", "t2"))
    given = near(problem(request("A", "B"), request("C", "D"), wanted), known, mode)
    given = replace(given, requests=tuple(_allowing(one, allowance) for one in given.requests))

    found = solve(given, QUICK)

    assert ("A-C" in found.schedule.assignments) == bool(gained)
    assert values(found.goals, Goal.DISTURBED, Goal.MOVED) == [4 * gained, 2 * gained]
    assert all(item.proved for item in found.goals if item.goal is not Goal.PLACE_CHANGES)


def test_a_reference_that_names_what_is_gone_forces_only_that() -> None:
    known = placed(("A-B", "s0", "t1"), ("C-X", "s1", "t1"))
    given = near(problem(request("A", "B"), request("A", "C")), Schedule(known.assignments))

    found = solve(given, QUICK)

    assert found.schedule.assignments["A-B"] == known.assignments["A-B"]
    assert values(found.goals, Goal.EXCESS, Goal.DISTURBED, Goal.MOVED) == [0, 2, 0]


def _allowing(one: Request, allowance: int) -> Request:
    return replace(one, allowance=allowance) if one.id == "A-C" else one


def values(goals: tuple[GoalResult, ...], *which: Goal) -> list[int]:
    found = {item.goal: item.value for item in goals}
    return [found[goal] for goal in which]
