"""A process that is killed in the middle of an edit, the choice of a repair, a publication: all of it or nothing.

In the middle of a solve: `tests/processes/test_installation.py`; of a delivery: `tests/matchmaker/mail/test_killed.py`.
"""

import os
import signal
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as happening
from sqlmodel import Session, SQLModel, col, select

from matchmaker.alerts.commands.publication import publish
from matchmaker.base.db import open_session, transaction
from matchmaker.base.errors import MatchmakerError
from matchmaker.change_desk.commands.searches import take_repair
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.drafts.commands.edits import remove
from matchmaker.models import Event, Placement, Release, ReleaseKind, RepairSearch, Scenario, Staff, row_id
from tests.builders import prepared
from tests.builders.desk import Desk, of
from tests.builders.forum import Forum

Act = Callable[[Session, Event, Staff, str, int], object]
WRITES = ("INSERT", "UPDATE", "DELETE")
THIRD, BEFORE, AFTER = "third write", "before the commit", "after it, before anybody is answered"


@pytest.fixture
def desk(session: Session, forum: Forum, database_url: str) -> Desk:
    return Desk(session, forum, database_url)


def edit(session: Session, event: Event, staff: Staff, shown: str, number: int) -> None:
    """Take the first meeting out of a draft, as it was shown."""
    first = select(Placement.meeting_id).where(Placement.scenario_id == number).order_by(col(Placement.id))
    remove(session, event, session.exec(first).first() or 0, shown=shown, staff=staff)


def repair(session: Session, event: Event, staff: Staff, kind: str, number: int) -> None:
    """Take a repair of a search."""
    take_repair(session, event, number, kind, staff=staff)


def release(session: Session, event: Event, staff: Staff, version: str, number: int) -> None:
    """Publish a draft as the second release."""
    publish(
        session,
        event,
        session.get_one(Scenario, number),
        kind=ReleaseKind.FINAL,
        staff=staff,
        expected_release=1,
        expected_version=int(version),
    )


def do(act: Act, event_id: int, staff_id: int, shown: str, number: int, dies: str) -> None:
    """Do an act in a transaction of its own; the process dies at a moment of it."""
    writes = 0

    def die(*_what: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        nonlocal writes
        writes += statement.startswith(WRITES)
        if writes == 3:
            die()

    if dies == THIRD:
        happening.listen(Engine, "before_cursor_execute", count)
    with transaction() as session:
        act(session, session.get_one(Event, event_id), session.get_one(Staff, staff_id), shown, number)
        if dies == BEFORE:
            session.flush()
            die()
    die()


def everything(url: str) -> dict[str, list[str]]:
    """All rows of all tables."""
    with open_session(read_only=True, url=url) as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(table.select()))
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.mark.slow
@pytest.mark.parametrize("act", [edit, repair, release])
def test_all_of_it_or_nothing(desk: Desk, act: Act) -> None:
    search = desk.search(of(desk, ChangeKind.WITHDRAWS if act is repair else ChangeKind.TABLE))
    shown, number = "only_cancel", row_id(search)
    if act is not repair:
        draft = desk.take(search)
        shown, number = str(draft.version) if act is release else f"{draft.id}.{draft.version}", row_id(draft)
    work = partial(do, act, row_id(desk.forum.event), row_id(desk.staff), shown, number)
    desk.session.commit()
    before = everything(desk.url)

    for dies in (THIRD, BEFORE, AFTER):
        killed = prepared.start(partial(work, dies), DATABASE_URL=desk.url, MATCHMAKER_MODE="test")
        killed.join(60)
        assert killed.exitcode == -signal.SIGKILL
        assert (everything(desk.url) == before) is (dies != AFTER)

    confirmed = everything(desk.url)
    with pytest.raises(MatchmakerError), transaction(desk.url) as session:
        act(session, session.get_one(Event, desk.forum.event.id), session.get_one(Staff, desk.staff.id), shown, number)
    assert everything(desk.url) == confirmed
    desk.session.expire_all()
    done = {
        edit: lambda: desk.session.get_one(Scenario, number).version == 2,
        repair: lambda: desk.session.get_one(RepairSearch, number).scenario_id is not None,
        release: lambda: len(desk.session.exec(select(Release)).all()) == 2,
    }
    assert done[act]()
