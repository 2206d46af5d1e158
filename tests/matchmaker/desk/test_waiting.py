"""A search that waits for the worker, and one whose worker has died."""

from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.desk.commands.searches import end_abandoned
from matchmaker.desk.queries.searches import ABANDONED, read_search
from matchmaker.models import RepairSearch, RunState, row_id
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
    stand = []

    for state, begun in ((RunState.QUEUED, None), (RunState.RUNNING, timedelta()), (RunState.RUNNING, ABANDONED)):
        search.state, search.begun_at = state, None if begun is None else clock.now() - begun
        session.flush()
        view = read_search(session, forum.event, row_id(search))
        stand.append((view.active, view.waits, view.failed))

    end_abandoned(session)
    session.refresh(search)

    assert search.state is RunState.FAILED
    assert stand == [(True, True, False), (True, False, False), (False, False, True)]
