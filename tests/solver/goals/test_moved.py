"""The model's meetings that could stay and do not."""

import pytest

from solver.goals.moved import objective
from tests.builders.solver.forced import best
from tests.builders.solver.references import near
from tests.builders.solver.small import agent, placed, problem, request

KNOWN = placed(("A-B", "s0", "t1"), ("C-D", "s1", "t1"))
WISHES = [request("A", "B"), request("C", "D"), request("A", "D")]


@pytest.mark.parametrize(
    ("seats", "moved"),
    [
        (("s0", "s1", None), 0),
        (("s0", "s1", "s2"), 0),
        (("s0", "s2", None), 1),
        (("s1", None, "s0"), 2),
    ],
)
def test_meetings_of_the_reference_elsewhere_or_nowhere(seats: tuple[str | None, ...], moved: int) -> None:
    given = near(problem(*WISHES), KNOWN)
    assert best(given, objective, **dict(zip(("A_B", "C_D", "A_D"), seats, strict=True))) == moved


def test_what_cannot_stay_does_not_count() -> None:
    given = near(problem(*WISHES, agents=[agent("a", "s1 s2")]), KNOWN)
    assert best(given, objective, A_B="s2", C_D="s1", A_D=None) == 0
