"""The model's waiting."""

import pytest

from solver.goals.waiting import objective
from tests.builders.solver.forced import best
from tests.builders.solver.small import agent, problem, request, slots

WISHES = [request("A", name) for name in "BCD"]


@pytest.mark.parametrize(
    ("free", "seats", "waiting"),
    [
        ("s0 s1 s2 s3", ("s0", "s1", "s2"), 0),
        ("s0 s1 s2 s3", ("s0", "s3", None), 2),
        ("s0 s1 s2 s3", ("s0", "s2", None), 1),
        ("s0 s1 s2 s3", ("s3", None, None), 0),
        ("s0 s2 s3", ("s0", "s3", None), 1),
        ("s0 s3", ("s0", "s3", None), 0),
    ],
)
def test_idle_own_slots_between_two_meetings(free: str, seats: tuple[str | None, ...], waiting: int) -> None:
    given = problem(*WISHES, agents=[agent("a", free)])
    assert best(given, objective, **dict(zip(("A_B", "A_C", "A_D"), seats, strict=True))) == waiting


def test_an_hour_counts_once_though_two_venues_have_a_slot_then() -> None:
    both = (*slots(3, block=3), *slots(3, block=3, venue="x"))
    days = tuple(sorted(both, key=lambda slot: slot.start))
    everyone = [agent(name, "s0 s1 s2 monx-s0 monx-s1 monx-s2") for name in "abc"]
    given = problem(*WISHES[:2], slots=days, agents=everyone)
    assert best(given, objective, A_B="s0", A_C="s2") == 1
