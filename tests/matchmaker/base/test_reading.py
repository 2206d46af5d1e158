"""A page that changes nothing reads what any other session reads."""

import pytest
from sqlalchemy import bindparam
from sqlmodel import SQLModel, col, select

from matchmaker.base.db import open_session
from matchmaker.base.reading import read, read_rows
from matchmaker.models import Presentation, ProgrammeItem, ReleaseEntry, Wish
from tests.builders.crowded import make_published_forum

EVENT = col(ProgrammeItem.event_id) == bindparam("event_id")
TALKS = select(ProgrammeItem, Presentation, col(ProgrammeItem.starts)).outerjoin(
    Presentation, col(Presentation.item_id) == col(ProgrammeItem.id)
)


def values(found: object) -> object:
    if isinstance(found, tuple):
        return tuple(map(values, found))
    return found.model_dump() if isinstance(found, SQLModel) else found


@pytest.fixture
def sessions(session, database_url):
    event_id = make_published_forum(session, 6).event.id
    session.commit()
    plain = open_session(read_only=True, by_statement=True, url=database_url)
    with plain, open_session(read_only=True, url=database_url) as usual:
        yield (plain, usual), {"event_id": event_id}


@pytest.mark.parametrize(
    ("reading", "statement", "number"),
    [
        (read, select(Wish).where(col(Wish.event_id) == bindparam("event_id")).order_by(col(Wish.id)), 8),
        (read, select(ReleaseEntry).where(bindparam("event_id") > 0).order_by(col(ReleaseEntry.id)), 9),
        (read_rows, TALKS.where(EVENT), 1),
    ],
)
def test_both_sessions_read_the_same(sessions, reading, statement, number):
    both, asked = sessions

    plain, usual = ([values(one) for one in reading(one, statement, asked)] for one in both)

    assert (plain, len(plain)) == (usual, number)


def test_what_is_read_so_cannot_be_set(sessions):
    (plain, _), asked = sessions
    (item,) = read(plain, select(ProgrammeItem).where(EVENT), asked)

    with pytest.raises(AttributeError):
        item.room = "Another room"
