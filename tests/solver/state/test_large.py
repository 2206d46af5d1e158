"""What makes large problems bearable must not change what is true, and must not keep a stop waiting."""

from collections.abc import Callable
from itertools import count

import pytest

from solver import Schedule
from solver.bench.generate import Model, Size, generate
from solver.state.clock import StopRequested
from solver.state.index import Index
from solver.state.promises import promises
from solver.validate.reach import reachable_alone
from solver.validate.schedule_index import ScheduleIndex

FORUM = generate(Size(people=60, meetings=300, slots=12, tables=30, days=2), Model.POPULAR, seed=1)


def stop_after(calls: int) -> Callable[[], None]:
    """Something to poll_stop that raises at the call after so many."""
    counter = count()

    def poll_stop() -> None:
        if next(counter) == calls:
            raise StopRequested

    return poll_stop


def test_the_search_and_the_judge_read_the_same_promises() -> None:
    facts, promised = ScheduleIndex(FORUM, Schedule()), promises(Index(FORUM))
    for number, delegation in enumerate(FORUM.delegations):
        asked = facts.asked[delegation.id]
        least = reachable_alone(facts, delegation, asked, delegation.minimum)
        wished = [one for one in asked if any(s.delegation == delegation.id and s.value for s in one.sides)]
        share = len(wished) if delegation.fair_share is None else delegation.fair_share
        assert promised.minimums.get(number, 0) == least
        assert promised.targets[number] == reachable_alone(facts, delegation, wished, share)


@pytest.mark.parametrize("calls", [0, len(FORUM.requests) - 1])
def test_a_stop_is_heard_while_the_problem_is_put_into_numbers(calls: int) -> None:
    with pytest.raises(StopRequested):
        Index(FORUM, stop_after(calls))


def test_a_stop_is_heard_while_promises_are_computed() -> None:
    index = Index(FORUM, stop_after(len(FORUM.requests) + 5))
    with pytest.raises(StopRequested):
        promises(index)
