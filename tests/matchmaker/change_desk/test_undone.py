"""A draft whose cause has been undone: it says what it changes without need, and can be put back."""

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from matchmaker.alerts.commands.putting_back import put_back
from matchmaker.alerts.planning.needless import needless_changes
from matchmaker.base.errors import InvalidInput
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.drafts.commands import log
from matchmaker.drafts.queries.drafts import draft_token
from matchmaker.models import PlaceClosure, Placement, Scenario
from matchmaker.releases.queries.drafts import published_scenario
from tests.builders.desk import Desk, of
from tests.builders.forum import Forum


@pytest.fixture
def desk(session: Session, forum: Forum, database_url: str) -> Desk:
    return Desk(session, forum, database_url)


def placed(desk: Desk, scenario: Scenario | None) -> set[tuple[int, int, int]]:
    assert scenario is not None
    rows = select(Placement.meeting_id, Placement.slot_id, Placement.place_id)
    return set(desk.session.exec(rows.where(col(Placement.scenario_id) == scenario.id)))


def test_what_has_been_undone_is_said_and_put_back(desk: Desk) -> None:
    session, event = desk.session, desk.forum.event
    draft = desk.take(desk.search(of(desk, ChangeKind.BLOCK_CANCELLED)))
    needed = needless_changes(session, event, draft)
    session.execute(delete(PlaceClosure))
    session.flush()

    found = needless_changes(session, event, draft)
    cancelled = placed(desk, draft)
    put_back(session, event, shown=draft_token(draft), staff=desk.staff)

    assert needed is None
    assert found is not None
    assert (len(found.cancelled), len(found.moved), found.left, cancelled) == (3, 0, 0, set())
    assert placed(desk, draft) == placed(desk, published_scenario(session, event))
    assert needless_changes(session, event, draft) is None
    log.undo(session, event, shown=draft_token(draft), staff=desk.staff)
    assert placed(desk, draft) == set()


def test_what_is_needed_is_not_put_back(desk: Desk) -> None:
    draft = desk.take(desk.search(of(desk, ChangeKind.BLOCK_CANCELLED)))

    with pytest.raises(InvalidInput, match="Nothing of this draft"):
        put_back(desk.session, desk.forum.event, shown=draft_token(draft), staff=desk.staff)
