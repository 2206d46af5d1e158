"""A search that waits for the worker, and one whose worker has died."""

from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import RepairSearch, RunState, row_id
from matchmaker.scheduling.commands.background import end_abandoned
from tests.builders import factories as make
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
