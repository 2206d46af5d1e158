"""A search that waits for the worker, and one whose worker has died."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.change_desk.commands.searches import start_search
from matchmaker.change_desk.jobs import search_repairs
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.models import SILENCE, RepairSearch, RunState, row_id
from matchmaker.scheduling.commands.background import end_abandoned, put_back_silent
from tests.builders import factories as make
from tests.builders.desk import Desk, of
from tests.builders.forum import Forum


def test_a_search_may_wait_for_a_run_and_fails_only_when_its_worker_does_not_end_it(
    session: Session, forum: Forum
) -> None:
    asked = clock.now() - timedelta(hours=1)
    search = RepairSearch(
        event_id=row_id(forum.event), created_by_id=row_id(make.make_staff(session, forum.event)), created_at=asked
    )
    session.add(search)
    session.flush()
    stand = []

    for state, started in (
        (RunState.QUEUED, None),
        (RunState.RUNNING, clock.now()),
        (RunState.RUNNING, clock.now() - RepairSearch.longest),
    ):
        search.state, search.started_at = state, started
        session.flush()
        session.refresh(search)
        stand.append((search.active, search.waits, search.failed))

    end_abandoned(session, RepairSearch)
    session.refresh(search)

    assert search.state is RunState.FAILED
    assert stand == [(True, True, False), (True, False, False), (False, False, True)]


def test_a_search_whose_worker_dies_is_queued_again_twice_and_then_given_up(session: Session, forum: Forum) -> None:
    staff = make.make_staff(session, forum.event)

    def search(**values: Any) -> RepairSearch:
        now = clock.now()
        silent = {"state": RunState.RUNNING, "attempts": 1, "started_at": now, "heartbeat_at": now - timedelta(hours=1)}
        made = RepairSearch(event_id=row_id(forum.event), created_by_id=row_id(staff), **silent | values)
        session.add(made)
        session.flush()
        return made

    once, twice = search(), search(interrupted=1)
    thrice, to_stop = search(interrupted=2), search(stop_requested=True)
    alive, fresh = search(heartbeat_at=clock.now()), search(state=RunState.QUEUED)
    forgotten = search(state=RunState.QUEUED, created_at=clock.now() - 2 * SILENCE)

    before = [one.cut_off for one in (once, alive, fresh)]
    waiting = put_back_silent(session, RepairSearch)

    session.expire_all()
    assert (before, [one.cut_off for one in (once, alive, thrice)]) == ([True, False, False], [True, False, False])
    assert waiting == [once.id, twice.id, forgotten.id]
    assert [one.state for one in (once, twice, thrice, to_stop, alive, fresh)] == [
        RunState.QUEUED,
        RunState.QUEUED,
        RunState.FAILED,
        RunState.STOPPED,
        RunState.RUNNING,
        RunState.QUEUED,
    ]
    assert [one.interrupted for one in (once, twice, thrice, alive)] == [1, 2, 3, 0]


def test_the_same_question_gets_a_search_that_a_worker_takes_up_again(
    session: Session, forum: Forum, database_url: str
) -> None:
    desk = Desk(session, forum, database_url)
    change = of(desk, ChangeKind.WITHDRAWS)
    search = start_search(session, forum.event, [change], staff=desk.staff)
    search.state, search.heartbeat_at = RunState.RUNNING, clock.now() - timedelta(minutes=1)
    session.commit()

    again = start_search(session, forum.event, [change], staff=desk.staff)
    session.commit()
    search_repairs(row_id(again), url=database_url)

    session.refresh(search)
    assert (again.id, search.state, search.interrupted) == (search.id, RunState.DONE, 1)
