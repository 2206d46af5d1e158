"""The grid: people or tables against time, with every cell in words."""

from datetime import time

import pytest
from sqlalchemy import event as sqlalchemy_event

from matchmaker.models import PlaceClosure, Presentation, Strength
from matchmaker.releases.queries.grid import read_grid
from tests.builders import factories
from tests.builders.forum import Seat


@pytest.fixture
def day(forum):
    """Nivelyo speaks at 10:30 and meets Meuse Invest at 9:30; Lumo comes at 9:30 and leaves at 10."""
    one = forum.join("Nivelyo")
    other = forum.join("Meuse Invest")
    forum.join("Lumo", arrives=time(9, 30), leaves=time(10))
    forum.wish(one, other, strength=Strength.MUST)
    forum.wish(other, one, strength=Strength.OPEN)
    talk = factories.make_programme_item(
        forum.session, forum.venue, starts=time(10, 30), ends=time(10, 55), titles={"en": "Sign"}, audience="chosen"
    )
    forum.session.add(
        Presentation(
            event_id=forum.event.id,
            delegation_id=one.id,
            speaker_id=forum.people["Nivelyo"].id,
            item_id=talk.id,
            title="Sign",
            decision="accepted",
        )
    )
    forum.session.add(PlaceClosure(place_id=forum.tables[0].id, slot_id=forum.slots[3].id))
    return forum.scenario(Seat(one, other, slot=1))


def texts(row):
    return [(cell.kind, cell.text) for cell in row.cells]


def test_people_against_time(forum, day):
    found = read_grid(forum.session, forum.event, day.id, by="people", language="en")

    assert [(column.starts, column.first_of_block) for column in found.columns] == [
        (time(9), True),
        (time(9, 30), False),
        (time(10), False),
        (time(10, 30), False),
    ]
    rows = {row.subtitle: row for row in found.rows}
    assert list(rows) == ["Lumo", "Meuse Invest", "Nivelyo"]
    assert texts(rows["Lumo"]) == [
        ("away", "arrives 09:30"),
        ("free", ""),
        ("away", "leaves 10:00"),
        ("away", "leaves 10:00"),
    ]
    assert texts(rows["Nivelyo"]) == [("free", ""), ("meeting", ""), ("quiet", "Sign"), ("programme", "Sign")]
    assert (rows["Nivelyo"].meetings, rows["Nivelyo"].category, rows["Nivelyo"].category_code) == (1, "Basic", "basic")
    (meeting,) = rows["Nivelyo"].cells[1].meetings
    assert (meeting.sides, meeting.place, meeting.strength, meeting.mutual, meeting.locked) == (
        ("Meuse Invest",),
        forum.tables[0].code,
        "must",
        True,
        False,
    )
    assert meeting.people == (rows["Meuse Invest"].title,)


def test_tables_against_time(forum, day):
    found = read_grid(forum.session, forum.event, day.id, by="tables", language="en")

    (row,) = found.rows
    assert (row.title, row.meetings) == (forum.tables[0].code, 1)
    assert [cell.kind for cell in row.cells] == ["free", "meeting", "free", "closed"]
    assert row.cells[1].meetings[0].sides == ("Nivelyo", "Meuse Invest")
    assert len(row.cells[1].meetings[0].people) == 2


def test_an_unknown_scenario_has_no_grid(forum, day):
    assert read_grid(forum.session, forum.event, day.id + 1, by="people", language="en") is None
    assert read_grid(forum.session, factories.make_event(forum.session), day.id, by="people", language="en") is None


def test_the_number_of_statements_does_not_grow_with_the_forum(forum, day):
    for number in range(10):
        forum.wish(forum.join(f"More {number}"), forum.join(f"Still more {number}"))
    forum.session.flush()
    statements = []
    connection = forum.session.connection()
    sqlalchemy_event.listen(connection, "before_cursor_execute", lambda *args: statements.append(args[2]))

    read_grid(forum.session, forum.event, day.id, by="people", language="en")

    assert len(statements) <= 24
