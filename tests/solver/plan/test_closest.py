"""On a forum like the real ones: staying close never disturbs more people than the best schedule of another model."""

import pytest

from solver import Mode, Problem, Schedule, Settings
from solver.plan.solve import solve
from tests.builders.solver.causes import CAUSES, Change, assert_closest, nothing
from tests.builders.solver.forums import forum
from tests.builders.solver.references import near


@pytest.fixture(scope="module")
def solved() -> tuple[Problem, Schedule]:
    problem = forum(5, delegations=40, wishes=200, tables=10, booths=2)
    return problem, solve(problem, Settings(time_limit=6)).schedule


@pytest.mark.slow
@pytest.mark.parametrize("change", CAUSES)
def test_nobody_is_disturbed_whom_the_same_wishes_could_spare(solved: tuple[Problem, Schedule], change: Change) -> None:
    problem, before = solved
    changed = change(problem, before)

    found = assert_closest(near(changed, before, Mode.CLOSE, allowance=2), changed, before, seconds=60)

    if change is nothing:
        assert found == before
