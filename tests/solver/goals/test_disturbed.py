"""The model's people disturbed, and the definition behind them."""

import pytest
from hypothesis import given

from solver import Assignment, Problem, Schedule, Side, validate
from solver.goals.disturbed import objective
from solver.model.fitting import fitting
from solver.model.result import Goal
from solver.validate.standing import cannot_stay
from tests.builders.examples import examples
from tests.builders.solver import definitions
from tests.builders.solver.exhaustive import size
from tests.builders.solver.forced import best
from tests.builders.solver.references import close, near
from tests.builders.solver.schedules import valid_schedules
from tests.builders.solver.small import agent, placed, problem, request

KNOWN = placed(("A-B", "s0", "t1"))
WISHES = [request("A", "B"), request("A", "C"), request("C", "D")]


@pytest.mark.parametrize(
    ("seats", "people"),
    [
        (("s0", None, None), 0),
        (("s0", "s1", "s0"), 3),
        (("s1", None, None), 2),
        ((None, "s0", None), 3),
        (("s1", "s0", "s2"), 4),
    ],
)
def test_who_loses_gains_or_moves_a_meeting(seats: tuple[str | None, ...], people: int) -> None:
    given = near(problem(*WISHES), KNOWN)
    assert best(given, objective, **dict(zip(("A_B", "A_C", "C_D"), seats, strict=True))) == people


def test_who_takes_a_meeting_over_and_the_one_who_loses_it() -> None:
    team = (Side(delegation="A", agents=("a", "colleague"), value=10), Side(delegation="B", agents=("b",)))
    away = [agent("a", "s1")]
    known = Schedule({"A-B": Assignment(request="A-B", slot="s0", place="t1", agents=("a", "b"))})
    wish = request("A", "B", sides=team)

    assert best(near(problem(wish), known), objective, A_B="s0") == 0
    forced = near(problem(wish, agents=away), known)
    assert best(forced, objective, A_B="s0") == 1
    assert best(forced, objective, A_B="s1") == 0


@examples(60)
@given(close(delegations=4))
def test_the_judge_counts_every_schedule_by_the_definition(given: Problem) -> None:
    reference = given.reference
    if reference is None or size(given) > 300:
        return
    forced, before = set(cannot_stay(given, reference.schedule)), fitting(given, reference.schedule)
    for schedule in valid_schedules(given):
        people = definitions.disturbed(given, before, schedule, forced)
        assert validate(given, schedule).scores[Goal.DISTURBED] == len(people)
