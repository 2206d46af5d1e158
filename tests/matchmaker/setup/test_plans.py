"""Table plans: drawn in rows, changed, undone, copied; nothing stands outside or on something else."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.events.queries.plans import PlanShape, read_plans
from matchmaker.models import FloorPlan, Place, row_id
from matchmaker.setup.commands.changes import undo_change
from matchmaker.setup.commands.copying import CopyOfEvent, copy_event
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.plans import Drawing, add_plan, read_cell, remove_plan, save_plan, set_in_rows
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.parts import venues_of
from matchmaker.setup.rules import Cells, in_rows
from tests.builders import factories as make
from tests.builders.new_events import new_event


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def community(session):
    return make.make_community(session)


@pytest.fixture
def event(session, community, anne):
    return create_event(session, community, new_event(tables=4), staff=anne)


@pytest.fixture
def plan(session, event, anne):
    venue_id = row_id(venues_of(session, event)[0])
    return add_plan(session, event, venue_id=venue_id, name="Hall", staff=anne)


def drawing(**values):
    defaults = {"name": "Hall", "grid": Cells(24, 14), "spots": {"T1": (0, 0), "T2": (2, 0)}, "shapes": ()}
    return Drawing(**defaults | values)


def save(session, event, plan, anne, **values):
    shown = read_plans(session, event).plan(row_id(plan)).token
    return save_plan(session, event, row_id(plan), drawing(**values), shown=shown, staff=anne)


def test_sixty_tables_stand_in_rows_that_fit():
    spots, grid = in_rows([f"T{number}" for number in range(1, 61)], 10)

    assert (spots["T1"], spots["T10"], spots["T11"], spots["T60"]) == ((1, 1), (28, 1), (1, 4), (28, 16))
    assert (grid, len(set(spots.values()))) == (Cells(31, 19), 60)


def test_a_new_plan_has_its_tables_in_rows_and_the_next_one_has_the_others(session, event, anne, plan):
    found = read_plans(session, event)

    assert [(one.code, one.x, one.y) for one in found.plans[0].placed] == [
        ("T1", 1, 1),
        ("T2", 4, 1),
        ("T3", 7, 1),
        ("T4", 10, 1),
    ]
    assert (found.missing, found.plans[0].used) == ((), (0, 0, 13, 4))
    second = add_plan(session, event, venue_id=plan.venue_id, name="Gallery", staff=anne)
    assert second.spots == {}


@pytest.mark.parametrize(("name", "codes"), [("salle à manger", ["T1", "T2"]), ("Galerie", ["T3"]), ("Terrasse", [])])
def test_where_tables_say_their_room_a_plan_begins_with_those_of_its_name(session, event, anne, name, codes):
    rooms = {"T1": "Salle à manger", "T2": "Salle à manger", "T3": "Galerie"}
    for place in session.exec(select(Place).where(Place.event_id == event.id)):
        place.label = rooms.get(place.code, "")
    session.flush()

    plan = add_plan(session, event, venue_id=row_id(venues_of(session, event)[0]), name=name, staff=anne)

    assert list(plan.spots) == codes


def test_a_table_that_moves_to_another_plan_leaves_the_first_and_all_is_undone(session, event, anne, plan):
    second = add_plan(session, event, venue_id=plan.venue_id, name="Gallery", staff=anne)
    shape = PlanShape(kind="door", x=0, y=13, width=4, height=1, text=" Entrée  A ")

    save(session, event, second, anne, name="Gallery", spots={"T4": (0, 0)}, shapes=[shape])
    found = read_plans(session, event)
    after = [[one.code for one in each.placed] for each in found.plans], found.plans[1].shapes[0].text
    undo_change(session, event, row_id(latest_changes(session, event, 1)[0]), staff=anne)

    assert after == ([["T1", "T2", "T3"], ["T4"]], "Entrée A")
    assert [len(each.placed) for each in read_plans(session, event).plans] == [4, 0]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"spots": {"T1": (23, 0)}}, "outside"),
        ({"spots": {"T1": (-1, 0)}}, "outside"),
        ({"spots": {"T1": (0, 0), "T2": (1, 1)}}, "on each other"),
        ({"spots": {"B9": (0, 0)}}, "of this venue"),
        ({"grid": Cells(999, 14)}, "cells"),
        ({"name": " "}, "name"),
        ({"shapes": [PlanShape(kind="door", x=23, y=0, width=4, height=1, text="")]}, "outside"),
        ({"shapes": [PlanShape(kind="bomb", x=0, y=0, width=1, height=1, text="")]}, "cannot be read"),
        ({"shapes": [PlanShape(kind="door", x=0, y=0, width=1, height=1, text="")] * 41}, "at most"),
    ],
)
def test_what_no_room_can_hold_is_refused(session, event, anne, plan, values, why):
    with pytest.raises(InvalidInput, match=why):
        save(session, event, plan, anne, **values)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "9" * 310, "²"])
def test_what_is_no_cell_is_refused(text):
    with pytest.raises(InvalidInput):
        read_cell(text)


def test_old_pages_and_plans_of_elsewhere_are_refused(session, event, anne, plan):
    other = make.make_plan(session, make.make_venue(session, make.make_event(session)))
    save(session, event, plan, anne)

    with pytest.raises(Stale):
        save_plan(session, event, row_id(plan), drawing(), shown="old", staff=anne)
    with pytest.raises(Stale):
        set_in_rows(session, event, row_id(plan), per_row=2, shown="old", staff=anne)
    with pytest.raises(NotFound):
        remove_plan(session, event, row_id(other), staff=anne)
    with pytest.raises(InvalidInput, match="this name"):
        add_plan(session, event, venue_id=plan.venue_id, name="Hall", staff=anne)


def test_rows_are_set_anew_and_a_copy_of_the_event_has_the_plan(session, community, event, anne, plan):
    set_in_rows(session, event, row_id(plan), per_row=2, shown=read_plans(session, event).plans[0].token, staff=anne)
    later = event.starts_on.replace(year=2099)
    values = CopyOfEvent(earlier_id=row_id(event), name="Forum 2", starts_on=later, people=False)
    copy = copy_event(session, community, values, staff=anne)

    assert [(one.x, one.y) for one in read_plans(session, copy).plans[0].placed] == [(1, 1), (4, 1), (1, 4), (4, 4)]
    remove_plan(session, event, row_id(plan), staff=anne)
    assert session.exec(select(FloorPlan.event_id)).all() == [copy.id]
