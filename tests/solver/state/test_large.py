"""What makes large problems bearable must not change what is true, and must not keep a stop waiting."""

from collections.abc import Callable
from itertools import count

import pytest

from solver import Schedule
from solver.bench.generate import Model, Size, generate
from solver.state.clock import StopRequested
from solver.state.index import Index
from solver.state.promises import promises
from solver.validate.reach import _flow, _hours, reachable_alone
from solver.validate.schedule_index import ScheduleIndex

FORUM = generate(Size(people=60, meetings=300, slots=12, tables=30, days=2), Model.POPULAR, seed=1)


def stop_after(calls: int) -> Callable[[], None]:
    """Something to poll_stop that raises at the call after so many."""
    counter = count()

    def poll_stop() -> None:
        if next(counter) == calls:
            raise StopRequested

    return poll_stop


@pytest.mark.parametrize("enough", [1, 4, 100])
def test_what_is_reachable_alone_is_the_flow_though_it_is_mostly_counted(enough: int) -> None:
    facts = ScheduleIndex(FORUM, Schedule())
    for delegation in FORUM.delegations:
        asked = facts.asked[delegation.id]
        possible = {r.id: hours for r in asked if any((hours := _hours(facts, delegation.id, r)).values())}
        most = min(enough, 1000 if delegation.maximum is None else delegation.maximum)
        assert reachable_alone(facts, delegation, asked, enough) == _flow(facts, possible, most)


@pytest.mark.parametrize("calls", [0, len(FORUM.requests) - 1])
def test_a_stop_is_heard_while_the_problem_is_put_into_numbers(calls: int) -> None:
    with pytest.raises(StopRequested):
        Index(FORUM, stop_after(calls))


def test_a_stop_is_heard_while_promises_are_computed() -> None:
    index = Index(FORUM, stop_after(len(FORUM.requests) + 5))
    with pytest.raises(StopRequested):
        promises(index)
