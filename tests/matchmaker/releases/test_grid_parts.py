"""The grid of a mission: a day in a city, a column for each time, visits with the ways between them."""

from datetime import time, timedelta

import pytest

from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.drafts.queries.grid import read_draft_grid, row_names
from matchmaker.drafts.queries.pick import pick_meeting
from matchmaker.models import EventKind, LegMember, Meeting, PlaceKind
from matchmaker.releases.queries.grid import read_grid
from tests.builders import factories as make
from tests.builders.forum import Seat


@pytest.fixture
def week(forum):
    """In Helsinki Nivelyo meets Revontuli at the hotel at 09:00 and visits Satama at 11:00; Tallinn is a day later."""
    session, event = forum.session, forum.event
    event.kind, event.ends_on = EventKind.MISSION, event.starts_on + timedelta(days=1)
    here = make.make_leg(session, event, "Helsinki", "Europe/Helsinki")
    tomorrow = {"starts_on": event.ends_on, "ends_on": event.ends_on}
    next_one = make.make_leg(session, event, "Tallinn", "Europe/Tallinn", **tomorrow)
    there = {"leg_id": here.id, "zone": here.zone, "city": "Helsinki"}
    hotel = make.make_venue(session, event, name="Kaisla", hub=True, latitude=60.171, longitude=24.941, **there)
    office = make.make_venue(session, event, name="Satama", latitude=60.199, longitude=24.9, **there)
    other = make.make_venue(session, event, name="Kadri", hub=True, leg_id=next_one.id, zone=next_one.zone)
    ours, theirs, host = forum.join("Nivelyo"), forum.join("Revontuli"), forum.join("Satama")
    estonian = forum.join("Lepa")
    session.add(LegMember(leg_id=next_one.id, delegation_id=estonian.id))
    forum.slots = [
        *make.make_slots(session, hotel),
        *make.make_slots(session, office, starts=time(9, 30), number=4),
        *make.make_slots(session, other, day=event.ends_on, number=1),
    ]
    forum.tables = [
        make.make_place(session, hotel, "T1"),
        make.make_place(session, office, "B1", owner_id=host.id, kind=PlaceKind.OFFICE),
        make.make_place(session, other, "T2"),
    ]
    for rank, partner in enumerate((theirs, host), start=1):
        forum.wish(ours, partner, rank=rank)
    return forum, forum.scenario(Seat(ours, theirs, 0, 0), Seat(ours, host, 7, 1))


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
    assert [(one.title, one.is_visit, one.way) for cell in cells for one in cell.meetings] == [
        ("Revontuli", False, 0),
        ("Satama", True, 30),
    ]


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
    visit = forum.session.query(Meeting).filter_by(high_id=max(row.delegation_id for row in rows)).one()
    picked = pick_meeting(forum.session, forum.event, draft, visit.id, rows=[], by="people", language="en")

    assert [row.subtitle for row in grid.rows] == ["Nivelyo", "Revontuli", "Satama"]
    assert (grid.totals, grid.seats) == ((1, 0, 0, 0, 1), (1, 2, 2, 2, 1))
    free = {(cell.column, cell.slot_id) for cell in picked.cells if cell.tone == "free"}
    by_start = {
        slot.starts: (hotel.id, slot.id) for hotel, slot in zip(forum.slots[1:4], forum.slots[4:7], strict=True)
    }
    assert {by_start[time(10)], by_start[time(10, 30)]} <= free
