"""A goal that the compiled search does not know: the exact model optimises it, at its place in the order of goals."""

from enum import StrEnum

import pytest
from hypothesis import assume, given

from solver import Goal, PlanProgress, Problem, Result, Schedule, Settings, Status, validate
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals import GOALS, PLAIN, GoalDefinition
from solver.goals.lexicographic import cost, first_bounds
from solver.model.result import GoalResult
from solver.plan.solve import solve
from solver.search.local import COLUMNS
from solver.state.board import Board
from solver.state.index import Index
from solver.validate.goals import GOALS as JUDGES
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import _schedules, size
from tests.builders.solver.forums import forum
from tests.builders.solver.small import agent, problem, problems, request, slots

QUICK = Settings(deterministic_limit=0.5, workers=1)
KNOWN = tuple(item for item in PLAIN if item.goal in COLUMNS or item.objective is None)
"""What is planned for beside a toy: the goals that the search knows, and those that are decided after them."""
SEARCHED = [item.goal for item in KNOWN if item.objective]
AT_THE_END = len(SEARCHED)
"""After all goals that the search knows."""


class Toy(StrEnum):
    """Goals that nobody but this test knows, with names that no real goal has."""

    EARLY = "toy_early"
    """Sum of the numbers of first slots: least."""
    LATE = "toy_late"
    """The same: most."""

    @property
    def largest(self) -> bool:
        return self is Toy.LATE


def score(board: Board) -> int:
    return sum(seat.slot for seat in board.seats.values())


def limit(index: Index) -> int:
    return sum(case.starts.bit_length() - 1 for case in index.cases if case.starts)


def objective(variables: Variables) -> Objective:
    begins = [(slot, begin) for own in variables.begins for slot, begin in own.items()]
    return Objective([begin for _, begin in begins], [slot for slot, _ in begins])


def latest(variables: Variables) -> Objective:
    early = objective(variables)
    return Objective(early.literals, early.weights, limit(variables.index), largest=True)


EARLY = GoalDefinition(goal=Toy.EARLY, score=score, objective=objective)
LATE = GoalDefinition(goal=Toy.LATE, score=score, limit=limit, objective=latest)


def with_toy(toy: GoalDefinition, place: int) -> tuple[GoalDefinition, ...]:
    return (*KNOWN[:place], toy, *KNOWN[place:])


def solved(made: Problem, toy: GoalDefinition, place: int = AT_THE_END, run: Settings = QUICK) -> Result:
    result = solve(made, run, goals=with_toy(toy, place))
    assert validate(made, result.schedule).valid
    return result


def goals_of(result: Result) -> dict[Goal, GoalResult]:
    return {item.goal: item for item in result.goals}


def first_slots(made: Problem, schedule: Schedule) -> int:
    """The value of both toys, counted by the test itself."""
    numbers = {slot.id: number for number, slot in enumerate(made.slots)}
    return sum(numbers[item.slot] for item in schedule.assignments.values())


def rank(made: Problem, schedule: Schedule, toy: GoalDefinition, place: int) -> tuple[int, ...]:
    scores, own = validate(made, schedule).scores, first_slots(made, schedule)
    goals = [cost(goal, scores[goal]) for goal in SEARCHED]
    return (*goals[:place], -own if toy is LATE else own, *goals[place:])


@pytest.mark.parametrize(("toy", "expected"), [(EARLY, 1), (LATE, 5)])
@pytest.mark.parametrize("workers", [1, 2])
def test_it_is_optimised_proved_and_stated(toy: GoalDefinition, expected: int, workers: int) -> None:
    made = problem(request("A", "B"), request("A", "C"), slots=slots(4, block=4))
    for run in (QUICK, Settings(time_limit=10, workers=workers)):
        found = goals_of(solved(made, toy, run=run))
        assert list(found) == [item.goal for item in with_toy(toy, AT_THE_END)]
        assert (found[toy.goal].value, found[toy.goal].bound) == (expected, expected)
        assert found[Goal.BREAKS].proved
        assert found[Goal.WAITING].proved


@examples(10)
@given(problems(delegations=3))
@pytest.mark.parametrize(("toy", "place"), [(LATE, 0), (LATE, 2), (EARLY, 3), (EARLY, AT_THE_END)])
def test_the_plan_of_a_tiny_problem_is_the_best_there_is(toy: GoalDefinition, place: int, made: Problem) -> None:
    assume(size(made) < 5_000)
    valid = [schedule for schedule in _schedules(made) if validate(made, schedule).valid]
    result = solve(made, QUICK, goals=with_toy(toy, place))
    if not valid:
        assert result.status is Status.INFEASIBLE
        return
    best = min(rank(made, schedule, toy, place) for schedule in valid)
    assert rank(made, result.schedule, toy, place) == best
    for item in result.goals:
        if item.goal is not Goal.PLACE_CHANGES:
            assert item.proved


def test_beside_a_search_on_another_core_it_keeps_the_goals_before() -> None:
    made = forum(2, delegations=10, wishes=30, tables=3, booths=1)
    run = Settings(time_limit=10, workers=2)
    plain, found = goals_of(solve(made, run)), goals_of(solved(made, EARLY, run=run))
    for goal in (Goal.REQUIRED, Goal.GUARANTEES, Goal.VALUE):
        assert found[goal].value == plain[goal].value
    assert found[Toy.EARLY].bound is not None


def test_progress_tells_of_it_once_it_is_known() -> None:
    made = problem(request("A", "B"), agents=[agent("a", "s1 s2")])
    told: list[PlanProgress] = []
    solve(made, QUICK, on_progress=told.append, goals=with_toy(LATE, AT_THE_END))
    assert [item.goal for item in told[-1].goals] == [item.goal for item in with_toy(LATE, AT_THE_END)]


def test_where_the_exact_model_is_too_large_only_its_first_bound_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.proof.proving.EXACT_LIMIT", 0)
    made = problem(request("A", "B"))
    found = goals_of(solved(made, LATE))
    assert found[Toy.LATE].bound == first_bounds(Index(made), [LATE])[Toy.LATE] == 3


def test_all_lists_of_goals_agree() -> None:
    assert [item.goal for item in GOALS] == list(Goal)
    assert list(JUDGES) == list(Goal)
    assert set(COLUMNS) <= {item.goal for item in GOALS if item.objective}
