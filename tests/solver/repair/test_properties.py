"""Whatever the problem and the change: what a repair says is true, and what it promises is kept."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solver import Goal, Problem, Schedule, Settings, validate
from solver.repair import ProposalKind, RepairOutcome, repair
from solver.repair.neighbourhood import Neighbourhood
from solver.repair.reference import ReferenceSchedule
from solver.state.index import Index
from solver.validate.repair import disturbed, faults
from solver.validate.standing import cannot_stay
from tests.builders.examples import examples
from tests.builders.solver.changed import QUICK, changed
from tests.builders.solver.exhaustive import seats

Change = tuple[Problem, Schedule]
LEAST = Settings(deterministic_limit=1.0, workers=1)


@examples(60)
@given(changed())
def test_every_proposal_keeps_all_rules_and_tells_the_truth_and_only_cancelling_disturbs_nobody(change: Change) -> None:
    problem, before = change
    found = repair(problem, before, settings=QUICK, other_times=True)
    assert faults(problem, before, before, found) == ()
    only_cancel = found.proposal(ProposalKind.ONLY_CANCEL)
    assert only_cancel is None or only_cancel.disturbed == ()


@examples(60)
@given(changed(delegations=3))
def test_a_large_problem_is_told_the_truth_too(change: Change) -> None:
    problem, before = change
    fewest = _fewest(problem, before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("solver.repair.time_limit.LARGE", -1)
        found = repair(problem, before, settings=QUICK)
    assert faults(problem, before, before, found) == ()
    assert found.outcome is not RepairOutcome.IMPOSSIBLE
    proposal = found.proposal(ProposalKind.LEAST_DISTURBANCE)
    if fewest is None or proposal is None:
        assert proposal is None
    elif proposal.proved:
        values = {item.goal: item.value for item in proposal.goals}
        assert (values[Goal.REQUIRED], values[Goal.GUARANTEES], len(proposal.disturbed)) == fewest[:3]


@examples(100)
@given(changed(), st.integers(2, 6))
def test_near_the_release_is_all_that_one_person_allows(change: Change, more: int) -> None:
    problem, before = change
    index = Index(problem)
    reach = Neighbourhood(index, ReferenceSchedule(index, before))
    for most in (0, 1):
        assert reach.near(most).cases == reach.within(most).cases
    for near, within in zip(reach.near(more).cases, reach.within(more).cases, strict=True):
        assert near.starts & ~within.starts == 0
        assert all(set(some) <= set(side) for some, side in zip(near.sides, within.sides, strict=True))


@examples(30)
@given(changed(), changed())
def test_a_draft_is_repaired_and_counted_against_the_release(change: Change, other: Change) -> None:
    problem, released = change
    _, draft = other
    found = repair(problem, draft, released=released, settings=QUICK, most_disturbed=2)
    assert faults(problem, draft, released, found) == ()


@examples(40)
@given(changed(delegations=3))
def test_least_disturbance_of_a_tiny_problem_is_the_least_there_is(change: Change) -> None:
    problem, before = change
    fewest = _fewest(problem, before)
    found = repair(problem, before, settings=LEAST)
    assert (found.outcome is RepairOutcome.IMPOSSIBLE) == (fewest is None)
    if fewest is None:
        return
    proposal = found.proposal(ProposalKind.LEAST_DISTURBANCE)
    assert proposal is not None
    values = {item.goal: item.value for item in proposal.goals}
    assert (values[Goal.REQUIRED], values[Goal.GUARANTEES], len(proposal.disturbed), -values[Goal.VALUE]) == fewest
    assert proposal.proved


def _fewest(problem: Problem, before: Schedule) -> tuple[int, ...] | None:
    """Required and guaranteed meetings missing, people disturbed, value; the best of all schedules there are."""
    forced = cannot_stay(problem, before)
    options = [seats(problem, request) for request in problem.requests]
    size = 1
    for option in options:
        size *= len(option)
    assume(size < 20_000)
    keys = []
    for choice in product(*options):
        schedule = Schedule({item.request: item for item in choice if item is not None})
        report = validate(problem, schedule)
        if report.valid:
            people = disturbed(problem, before, forced, schedule)
            scores = report.scores
            keys.append((scores[Goal.REQUIRED], scores[Goal.GUARANTEES], len(people), -scores[Goal.VALUE]))
    return min(keys, default=None)
