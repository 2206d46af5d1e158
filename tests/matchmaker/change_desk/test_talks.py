"""A block is moved: the presentations at its time stay, or move along."""

from datetime import time

import pytest
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.change_desk.planning.talks import StayingTalk, TalkFate
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.models import row_id
from tests.builders.desk import Desk, of
from tests.builders.forum import Forum


@pytest.fixture
def desk(session: Session, forum: Forum, database_url: str) -> Desk:
    """With a talk within the block of its meetings."""
    desk = Desk(session, forum, database_url)
    item = desk.item
    item.starts, item.ends = time(9, 30), time(10)
    item.starts_at, item.ends_at = (clock.instant(item.day, wall, item.zone) for wall in (item.starts, item.ends))
    session.commit()
    return desk


def test_a_presentation_in_a_block_that_moves_is_named_though_nothing_touches_it(desk: Desk) -> None:
    found = desk.found(desk.search(of(desk, ChangeKind.BLOCK_MOVED)))

    assert found.staying == (StayingTalk(row_id(desk.item), desk.talk.title, time(9, 30), time(10)),)
    assert found.talks == ()


def test_a_presentation_that_moves_along_is_touched_instead(desk: Desk) -> None:
    along = desk.change(ChangeKind.ITEM_MOVED, desk.item.id, at=time(10))

    found = desk.found(desk.search(of(desk, ChangeKind.BLOCK_MOVED), along))

    assert found.staying == ()
    assert [(one.presentation_id, one.fate) for one in found.talks] == [(desk.talk.id, TalkFate.MOVED)]


def test_a_presentation_at_another_time_or_place_has_nothing_to_do_with_it(desk: Desk) -> None:
    desk.item.starts, desk.item.ends = time(14), time(14, 30)
    desk.session.commit()

    assert desk.found(desk.search(of(desk, ChangeKind.BLOCK_MOVED))).staying == ()
