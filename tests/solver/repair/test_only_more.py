"""More met on its own, where least disturbance is known."""

from hypothesis import given

from solver import Problem, Schedule
from solver.repair import ProposalKind, repair
from solver.validate.repair import faults
from tests.builders.examples import examples
from tests.builders.solver.changed import QUICK, changed


@examples(30)
@given(changed())
def test_alone_it_is_worth_as_much_as_beside_the_others(change: tuple[Problem, Schedule]) -> None:
    problem, before = change
    every = repair(problem, before, settings=QUICK, most_disturbed=5)
    both, least = every.proposal(ProposalKind.MORE_MET), every.proposal(ProposalKind.LEAST_DISTURBANCE)
    start = before if least is None else least.schedule

    found = repair(problem, before, settings=QUICK, most_disturbed=5, start=start)

    alone = found.proposal(ProposalKind.MORE_MET)
    assert faults(problem, before, before, found) == ()
    assert found.proposal(ProposalKind.LEAST_DISTURBANCE) is None
    if alone is not None and both is not None and alone.proved and both.proved:
        assert alone.after.value == both.after.value


@examples(30)
@given(changed())
def test_from_the_schedule_before_it_finds_the_same(change: tuple[Problem, Schedule]) -> None:
    problem, before = change
    both = repair(problem, before, settings=QUICK, most_disturbed=5).proposal(ProposalKind.MORE_MET)

    found = repair(problem, before, settings=QUICK, most_disturbed=5, start=before)

    alone = found.proposal(ProposalKind.MORE_MET)
    assert faults(problem, before, before, found) == ()
    if alone is not None and both is not None and alone.proved and both.proved:
        assert alone.after.value == both.after.value
