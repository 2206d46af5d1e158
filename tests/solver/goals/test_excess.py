"""The model's people displaced above the allowance."""

import pytest

from solver import Mode
from solver.goals.excess import objective
from tests.builders.solver.forced import best
from tests.builders.solver.references import near
from tests.builders.solver.small import placed, problem, request

KNOWN = placed(("A-B", "s0", "t1"))
WISHES = [request("A", "B"), request("A", "C")]


@pytest.mark.parametrize(
    ("mode", "allowance", "seats", "excess"),
    [
        (Mode.CLOSE, 0, ("s0", "s1"), 0),
        (Mode.CLOSE, 0, ("s1", "s0"), 2),
        (Mode.CLOSE, 1, ("s1", "s0"), 1),
        (Mode.CLOSE, 2, ("s1", "s0"), 0),
        (Mode.CLOSE, 2, ("s1", None), 2),
        (Mode.CLOSE, 2, (None, "s0"), 2),
        (Mode.ADD, 2, ("s1", "s0"), 2),
        (Mode.BETTER, 0, ("s1", "s0"), 0),
    ],
)
def test_what_is_gained_pays_for_whom_it_displaces(
    mode: Mode, allowance: int, seats: tuple[str | None, ...], excess: int
) -> None:
    given = near(problem(*WISHES), KNOWN, mode, allowance)
    assert best(given, objective, A_B=seats[0], A_C=seats[1]) == excess
