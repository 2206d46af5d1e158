"""On a busy machine the clock runs and the work does not: a repair finds what it finds on a machine of its own."""

from time import monotonic

import pytest

from solver import Problem, Settings, first_come_first_served
from solver.repair import Repair, repair
from solver.repair.changes import table_lost
from tests.builders.solver.forums import forum

TIMES = 5
"""As long as on a machine that does nothing else."""
PATIENT, WORK = Settings(time_limit=600), 1.0
"""So much time that no clock ends a search, and so little work that steps end it."""


def test_a_busy_machine_finds_the_same_repairs(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = forum(wishes=400)
    before = first_come_first_served(problem, [request.id for request in problem.requests])
    changed = table_lost(problem, problem.places[0].id)
    calm = repair(changed, before, settings=PATIENT, work=WORK)

    monkeypatch.setattr("solver.state.clock.monotonic", lambda: TIMES * monotonic())
    busy = repair(changed, before, settings=PATIENT, work=WORK)

    assert _found(changed, busy) == _found(changed, calm)
    assert not calm.proposals[-1].proved


def _found(problem: Problem, found: Repair) -> list[tuple[object, ...]]:
    return [(one.kind, one.schedule, one.goals, one.disturbed_bound, one.proved) for one in found.proposals]
