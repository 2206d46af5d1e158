"""Random changes of a forum's schedule: valid, true, proved, and never more disturbing than solving anew."""

from random import Random

import pytest

from solver import Goal, Problem, Schedule, Settings
from solver.plan.solve import solve
from solver.repair import ProposalKind, repair
from solver.repair.changes import cancels, comes_late, leaves, table_lost
from solver.validate.repair import disturbed, faults
from solver.validate.standing import cannot_stay
from tests.builders.solver.forums import forum

WORK = 6.0
"""Seconds of a processor as steps count: the same on a busy machine."""
FIRST = (Goal.REQUIRED, Goal.GUARANTEES)


@pytest.fixture(scope="module")
def solved() -> tuple[Problem, Schedule]:
    """A forum of 65 companies with more wishes than there is room for, solved once."""
    problem = forum(wishes=650)
    return problem, solve(problem, Settings(time_limit=15)).schedule


def change(random: Random, problem: Problem, schedule: Schedule) -> Problem:
    """Somebody leaves or comes late, a request is cancelled, a table is lost."""
    hit = random.choice(list(schedule.assignments.values()))
    agent = random.choice(hit.agents)
    kinds = (
        lambda: leaves(problem, agent),
        lambda: cancels(problem, hit.request),
        lambda: comes_late(problem, agent, hit.slot),
        lambda: table_lost(problem, hit.place),
        lambda: table_lost(problem, hit.place, [hit.slot]),
    )
    return random.choice(kinds)()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_three_proposals_that_are_what_they_say(solved: tuple[Problem, Schedule], seed: int) -> None:
    problem, before = solved
    random = Random(seed)
    for _ in range(5):
        changed = change(random, problem, before)
        found = repair(changed, before, work=WORK)
        assert faults(changed, before, before, found) == ()
        assert [proposal.kind for proposal in found.proposals] == list(ProposalKind)[:3]
        least = found.proposals[1]
        assert least.proved


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_solving_anew_never_disturbs_fewer(solved: tuple[Problem, Schedule], seed: int) -> None:
    problem, before = solved
    changed = change(Random(100 + seed), problem, before)
    least = repair(changed, before, work=WORK).proposals[1]
    cold = solve(changed, Settings(time_limit=8, seed=seed))
    shortfall = {item.goal: item.value for item in least.goals if item.goal in FIRST}
    anew = {item.goal: item.value for item in cold.goals if item.goal in FIRST}
    assert shortfall == anew
    people = disturbed(changed, before, cannot_stay(changed, before), cold.schedule)
    assert len(least.disturbed) <= len(people)
