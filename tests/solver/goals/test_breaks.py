"""The model's breaks."""

import pytest

from solver.goals.breaks import objective
from tests.builders.solver.forced import best
from tests.builders.solver.small import agent, problem, request

WISHES = [request("A", name) for name in "BCD"]


@pytest.mark.parametrize(
    ("free", "seats", "breaks"),
    [
        ("s0 s1 s2 s3", ("s0", "s1", "s2"), 0),
        ("s0 s1 s2 s3", ("s0", "s2", "s3"), 1),
        ("s0 s1 s2 s3", ("s0", "s3", None), 1),
        ("s0 s1 s2 s3", ("s2", None, None), 0),
        ("s0 s2 s3", ("s0", "s2", None), 0),
        ("s0 s2 s3", ("s0", "s3", None), 1),
    ],
)
def test_a_run_of_idle_own_slots_between_two_meetings(free: str, seats: tuple[str | None, ...], breaks: int) -> None:
    given = problem(*WISHES, agents=[agent("a", free)])
    assert best(given, objective, **dict(zip(("A_B", "A_C", "A_D"), seats, strict=True))) == breaks


@pytest.mark.parametrize(
    ("lunch", "seats", "breaks"),
    [
        ("s1", ("s0", "s2", "s3"), 0),
        ("s1 s2", ("s0", "s2", "s3"), 0),
        ("s1 s2", ("s0", "s3", None), 0),
        ("s2", ("s0", "s3", None), 1),
        ("s2 s3", ("s0", "s2", None), 1),
    ],
)
def test_time_for_lunch_is_no_break(lunch: str, seats: tuple[str | None, ...], breaks: int) -> None:
    given = problem(*WISHES, agents=[agent("a", "s0 s1 s2 s3", keep_one_free=(frozenset(lunch.split()),))])
    assert best(given, objective, **dict(zip(("A_B", "A_C", "A_D"), seats, strict=True))) == breaks


def test_a_break_that_need_not_be_is_not_there() -> None:
    assert best(problem(*WISHES), objective, A_B="s0", A_C="s2") == 0
