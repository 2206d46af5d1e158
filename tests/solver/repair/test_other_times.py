"""Where fewer than three repairs differ, the same is offered with the meetings that could not stay at other times."""

import pytest

from solver import Problem, Settings
from solver.repair import ProposalKind, Repair, repair
from solver.repair.changes import comes_late
from solver.validate.repair import faults
from tests.builders.solver.small import agent, placed, problem, request

SURE = Settings(deterministic_limit=1.0, workers=1)
BEFORE = placed(("A-B", "s0", "t1"))


def late(*, b_is_free: str, other_times: bool = True) -> tuple[Problem, Repair]:
    """A comes only at s1, where it met B before."""
    asked = comes_late(problem(request("A", "B"), agents=(agent("b", b_is_free),)), "a", "s1")
    return asked, repair(asked, BEFORE, settings=SURE, other_times=other_times)


def test_the_meeting_is_offered_at_another_time_as_well() -> None:
    asked, found = late(b_is_free="s0 s1 s2")
    _, without = late(b_is_free="s0 s1 s2", other_times=False)

    cancelled, least, more, other = found.proposals
    assert faults(asked, BEFORE, BEFORE, found) == ()
    assert without.proposals == (cancelled, least, more)
    assert found.same_as(more) is ProposalKind.LEAST_DISTURBANCE
    slots = {one.schedule.assignments["A-B"].slot for one in (least, other)}
    assert (other.kind, other.disturbed, other.proved, slots) == (ProposalKind.OTHER_TIMES, (), False, {"s1", "s2"})


@pytest.mark.parametrize("free", ["s0 s2", "s0"])
def test_there_is_no_other_time_where_nobody_could(free: str) -> None:
    _, found = late(b_is_free=free)

    assert found.proposal(ProposalKind.OTHER_TIMES) is None


def test_where_an_earlier_repair_has_put_a_meeting_it_stays() -> None:
    asked = comes_late(problem(request("A", "B")), "a", "s1")

    found = repair(asked, placed(("A-B", "s2", "t1")), released=BEFORE, settings=SURE, other_times=True)

    assert {one.schedule.assignments["A-B"].slot for one in found.proposals} == {"s2"}
