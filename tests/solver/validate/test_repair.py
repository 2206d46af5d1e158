"""The judge of repairs: a true one has no fault, and each false claim is named."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from solver import Goal, Settings
from solver.model.repair import Proposal, ProposalKind, Repair, RepairOutcome
from solver.repair import repair
from solver.repair.changes import comes_late
from solver.validate.repair import Fault, faults
from tests.builders.solver.small import placed, problem, request

THREE = problem(request("A", "B"), request("A", "C"), request("B", "C"))
BEFORE = placed(("A-B", "s0", "t1"), ("A-C", "s1", "t1"), ("B-C", "s2", "t1"))
CHANGED = comes_late(THREE, "a", "s1")
"""A is not there at s0: the meeting of A and B cannot stay."""
WITH_D = problem(*THREE.requests, request("A", "D"))
ONLY_CANCEL, LEAST, MORE, OTHER_TIMES = ProposalKind
Lie = Callable[[Proposal], Proposal]


@pytest.fixture(scope="module")
def true() -> Repair:
    return repair(CHANGED, BEFORE, settings=Settings(deterministic_limit=1.0, workers=1))


def judged(found: Repair) -> tuple[Fault, ...]:
    return faults(CHANGED, BEFORE, BEFORE, found)


def told(found: Repair, kind: ProposalKind, lie: Lie) -> Repair:
    """The repair with one proposal put wrong."""
    return replace(found, proposals=tuple(lie(item) if item.kind is kind else item for item in found.proposals))


def better(goal: Goal, by: int) -> Lie:
    return lambda item: replace(
        item, goals=tuple(replace(one, value=one.value + by) if one.goal is goal else one for one in item.goals)
    )


def bounded(goal: Goal, by: int) -> Lie:
    """A bound that the value beats."""
    return lambda item: replace(
        item, goals=tuple(replace(one, bound=one.value + by) if one.goal is goal else one for one in item.goals)
    )


def test_a_true_repair_has_no_fault(true: Repair) -> None:
    assert [item.kind for item in true.proposals] == [ONLY_CANCEL, LEAST, MORE]
    assert judged(true) == ()


def test_that_nothing_fell_is_false(true: Repair) -> None:
    assert judged(replace(true, fallen=())) == (Fault("fallen"),)


def test_an_outcome_that_the_proposals_contradict_is_false(true: Repair) -> None:
    assert judged(replace(true, outcome=RepairOutcome.STOPPED)) == (Fault("outcome"),)
    assert judged(replace(true, proposals=())) == (Fault("outcome"),)


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 1, 1)])
def test_proposals_come_once_and_in_their_order(true: Repair, order: tuple[int, ...]) -> None:
    assert judged(replace(true, proposals=tuple(true.proposals[number] for number in order))) == (Fault("order"),)


@pytest.mark.parametrize(
    ("kind", "lie", "claim"),
    [
        (LEAST, better(Goal.VALUE, -1), "goals"),
        (LEAST, bounded(Goal.VALUE, -1), "bounds"),
        (LEAST, bounded(Goal.BREAKS, 1), "bounds"),
        (LEAST, lambda item: replace(item, disturbed_bound=len(item.disturbed) + 1), "disturbed_bound"),
        (LEAST, lambda item: replace(item, changes=item.changes[1:]), "changes"),
        (MORE, lambda item: replace(item, after=replace(item.after, meetings=4)), "tally"),
        (MORE, lambda item: replace(item, before=replace(item.before, shortfall=1)), "tally"),
    ],
)
def test_a_false_number_is_named(true: Repair, kind: ProposalKind, lie: Lie, claim: str) -> None:
    assert judged(told(true, kind, lie)) == (Fault(claim, kind),)


def test_forced_changes_that_are_called_unforced_disturb(true: Repair) -> None:
    def lie(item: Proposal) -> Proposal:
        return replace(item, changes=tuple(replace(change, forced=False) for change in item.changes))

    assert judged(told(true, ONLY_CANCEL, lie)) == (Fault("disturbed", ONLY_CANCEL), Fault("changes", ONLY_CANCEL))


def test_only_to_cancel_leaves_the_rest_where_it_is(true: Repair) -> None:
    least = true.proposal(LEAST)
    assert least is not None

    found = judged(told(true, ONLY_CANCEL, lambda _: replace(least, kind=ONLY_CANCEL)))

    assert found == (Fault("only_cancel", ONLY_CANCEL),)


def test_a_schedule_that_breaks_a_rule_is_not_valid(true: Repair) -> None:
    found = judged(told(true, MORE, lambda item: replace(item, schedule=BEFORE)))

    assert Fault("valid", MORE) in found


def test_other_times_are_of_meetings_that_could_not_stay_and_of_the_same_people() -> None:
    asked, before = problem(request("A", "B"), request("C", "D")), placed(("A-B", "s0", "t1"), ("C-D", "s0", "t2"))
    late = comes_late(asked, "a", "s1")
    found = repair(late, before, settings=Settings(deterministic_limit=1.0, workers=1), other_times=True)
    first = (found.proposal(ONLY_CANCEL), found.proposal(LEAST))

    for one in first:
        assert one is not None
        lie = told(found, OTHER_TIMES, lambda _, one=one: replace(one, kind=OTHER_TIMES))
        assert Fault("other_times", OTHER_TIMES) in faults(late, before, before, lie)
    assert faults(late, before, before, found) == ()


@pytest.fixture(scope="module")
def generous() -> Repair:
    """Nothing must change, but A could meet D as well: more met disturbs the two."""
    found = repair(WITH_D, BEFORE, settings=Settings(deterministic_limit=1.0, workers=1), most_disturbed=2)
    assert [item.disturbed for item in found.proposals] == [(), (), ("a", "d")]
    assert faults(WITH_D, BEFORE, BEFORE, found) == ()
    return found


def test_more_met_keeps_to_the_number_of_people_it_may_disturb(generous: Repair) -> None:
    found = faults(WITH_D, BEFORE, BEFORE, replace(generous, most_disturbed=1))

    assert found == (Fault("more_met", MORE),)


def test_the_least_disturbance_is_not_that_of_a_proposal_that_disturbs_more(generous: Repair) -> None:
    more = generous.proposal(MORE)
    assert more is not None
    lying = told(generous, LEAST, lambda _: replace(more, kind=LEAST, disturbed_bound=2))

    assert faults(WITH_D, BEFORE, BEFORE, lying) == (Fault("least_disturbance", LEAST),)
