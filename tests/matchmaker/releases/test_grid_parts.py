"""The grid of a mission: a day in a city, a column for each time, visits with the ways between them."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.drafts.queries.grid import read_draft_grid, row_names
from matchmaker.drafts.queries.pick import pick_meeting
from matchmaker.models import Meeting, Venue
from matchmaker.releases.queries.grid import read_grid
from tests.builders import factories as make
from tests.builders.mission import make_week


@pytest.fixture
def week(forum):
    return forum, make_week(forum)


def test_each_day_in_each_city_is_a_part_with_its_own_columns_and_people(week):
    forum, scenario = week

    first = read_grid(forum.session, forum.event, scenario.id, by="people", language="en")
    second = read_grid(forum.session, forum.event, scenario.id, by="people", language="en", part=first.parts.all[1].key)

    assert [(part.city, part.zone) for part in first.parts.all] == [
        ("Helsinki", "Europe/Helsinki"),
        ("Tallinn", "Europe/Tallinn"),
    ]
    assert [column.starts for column in first.columns] == [time(9), time(9, 30), time(10), time(10, 30), time(11)]
    assert [row.subtitle for row in first.rows] == ["Nivelyo", "Revontuli", "Satama"]
    assert ([column.starts for column in second.columns], second.part.city) == ([time(9)], "Tallinn")
    assert [row.subtitle for row in second.rows] == ["Lepa", "Nivelyo", "Revontuli", "Satama"]


def test_the_row_of_who_travels_shows_the_way(week):
    forum, scenario = week

    grid = read_grid(forum.session, forum.event, scenario.id, by="people", language="en")

    cells = grid.rows[0].cells
    assert [(cell.kind, cell.text) for cell in cells] == [
        ("meeting", ""),
        ("free", ""),
        ("free", ""),
        ("way", "30 min"),  # from 10:55 to 11:00 nobody comes from the hotel to the office
        ("meeting", ""),
    ]
    assert [(one.sides, one.is_visit, one.way) for cell in cells for one in cell.meetings] == [
        (("Revontuli",), False, 0),
        (("Satama",), True, 30),
    ]


def test_a_meeting_goes_on_in_columns_that_begin_during_it_and_leaves_no_time_just_before(week):
    forum, scenario = week
    office = forum.session.get_one(Venue, forum.tables[1].venue_id)
    for starts in (time(8, 45), time(9, 15)):
        make.make_slots(forum.session, office, starts=starts, number=1)

    grid = read_grid(forum.session, forum.event, scenario.id, by="people", language="en")

    assert [cell.kind for cell in grid.rows[0].cells][:4] == ["soon", "meeting", "goes_on", "free"]


def test_places_stand_under_the_hotel_and_the_town(week):
    forum, scenario = week

    grid = read_grid(forum.session, forum.event, scenario.id, by="tables", language="en")

    assert [(row.group, row.title, [cell.kind for cell in row.cells]) for row in grid.rows] == [
        ("Kaisla", "T1", ["meeting", "free", "free", "free", "no_slot"]),
        ("Helsinki", "B1", ["no_slot", "free", "free", "free", "meeting"]),
    ]


def test_the_draft_shows_the_same_part_and_a_cell_knows_its_slot(week):
    forum, scenario = week
    anne = make.make_staff(forum.session, forum.event)
    draft = start_draft(forum.session, forum.event, scenario.id, staff=anne)

    names = row_names(forum.session, forum.event, draft, "people", "en")
    rows, part = names.matching("", None), names.parts.chosen("")
    grid = read_draft_grid(forum.session, forum.event, draft, names, rows, by="people", language="en", part=part)
    host = max(row.delegation_id for row in rows)
    visit = forum.session.exec(select(Meeting).where(Meeting.high_id == host)).one()
    picked = pick_meeting(forum.session, forum.event, draft, visit.id, rows=[], by="people", language="en")

    assert [row.subtitle for row in grid.rows] == ["Nivelyo", "Revontuli", "Satama"]
    assert (grid.totals, grid.seats) == ((1, 0, 0, 0, 1), (1, 2, 2, 2, 1))
    free = {(cell.column, cell.slot_id) for cell in picked.cells if cell.tone == "free"}
    by_start = {
        slot.starts: (hotel.id, slot.id) for hotel, slot in zip(forum.slots[1:4], forum.slots[4:7], strict=True)
    }
    assert {by_start[time(10)], by_start[time(10, 30)]} <= free
