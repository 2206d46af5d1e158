"""Tables, sessions and rules changed on screen."""

from datetime import date, time

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.models import Block, Category, Place, PlaceClosure, PlaceKind, Slot, row_id
from matchmaker.setup.commands.blocks import add_block, remove_block
from matchmaker.setup.commands.categories import CategoryRules, change_category, rules_token
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.places import PlaceRow, add_places, change_place, remove_place
from matchmaker.setup.queries.parts import closed_slots, slots_of, venues_of
from tests.builders import factories as make
from tests.builders.forum import Seat, make_forum
from tests.builders.new_events import new_event

RULES = CategoryRules(
    has_meetings=True, may_present=False, weight=2, wish_limit=9, guarantee=3, max_meetings=6, max_received=None
)


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def event(session, anne):
    return create_event(session, make.make_community(session), new_event(tables=2), staff=anne)


@pytest.fixture
def venue_id(session, event):
    return row_id(venues_of(session, event)[0])


def row(venue_id, **values):
    return PlaceRow(**{"kind": PlaceKind.TABLE, "prefix": "T", "first": 1, "last": 5, "venue_id": venue_id} | values)


def codes(session, event):
    return session.exec(select(Place.code).where(Place.event_id == event.id).order_by(Place.position)).all()


def test_a_row_of_tables_is_added_behind_those_that_are_there(session, event, anne, venue_id):
    assert add_places(session, event, row(venue_id), staff=anne) == 3
    assert add_places(session, event, row(venue_id, kind=PlaceKind.BOOTH, prefix="B", last=2), staff=anne) == 2

    assert codes(session, event) == ["T1", "T2", "T3", "T4", "T5", "B1", "B2"]


def test_rows_that_cannot_be_are_refused(session, event, anne, venue_id):
    foreign = make.make_venue(session, make.make_event(session))

    for wrong in (row(venue_id, first=5, last=4), row(venue_id, last=600), row(row_id(foreign))):
        with pytest.raises(InvalidInput):
            add_places(session, event, wrong, staff=anne)
    assert codes(session, event) == ["T1", "T2"]


def test_a_table_is_closed_for_some_slots_and_opened_again(session, event, anne, venue_id):
    table = session.exec(select(Place).where(Place.code == "T1")).one()
    slots = [row_id(slot) for slot in slots_of(session, event, venue_id)[:3]]

    change_place(session, event, row_id(table), label=" Hall A ", capacity=2, closed=slots, staff=anne)
    assert (table.label, table.capacity, closed_slots(session, table)) == ("Hall A", 2, frozenset(slots))
    change_place(session, event, row_id(table), label="", capacity=1, closed=[], staff=anne)

    assert closed_slots(session, table) == frozenset()
    with pytest.raises(InvalidInput):
        change_place(session, event, row_id(table), label="", capacity=1, closed=[999_999], staff=anne)


def test_what_no_schedule_uses_is_removed_with_all_that_belongs_to_it(session, event, anne, venue_id):
    table = session.exec(select(Place).where(Place.code == "T1")).one()
    morning = session.exec(select(Block).where(Block.code == "AM")).one()
    first = row_id(slots_of(session, event, venue_id)[0])
    change_place(session, event, row_id(table), label="", capacity=1, closed=[first], staff=anne)

    remove_block(session, event, row_id(morning), staff=anne)
    assert remove_place(session, event, row_id(table), staff=anne) == "T1"

    assert codes(session, event) == ["T2"]
    assert session.exec(select(Slot.starts).order_by(Slot.starts)).first() == time(13, 30)
    assert session.exec(select(PlaceClosure)).all() == []
    with pytest.raises(NotFound):
        remove_place(session, event, row_id(table), staff=anne)


def test_a_session_is_cut_into_slots_and_overlaps_no_other(session, event, anne, venue_id):
    evening = {"venue_id": venue_id, "name": "Evening", "day": event.starts_on, "staff": anne}

    assert add_block(session, event, **evening, starts=time(18), ends=time(19)) == 2

    for wrong in (
        {"starts": time(16), "ends": time(18)},
        {"starts": time(20), "ends": time(20, 10)},
        {"starts": time(20), "ends": time(19)},
        {"starts": time(20), "ends": time(21), "day": date(2098, 3, 12)},
    ):
        with pytest.raises(InvalidInput):
            add_block(session, event, **evening | wrong)
    assert [block.code for block in session.exec(select(Block).order_by(Block.starts)).all()] == ["AM", "PM", "B1"]


def test_what_a_schedule_uses_stays(session, anne):
    forum = make_forum(session)
    alpha, beta = forum.join("Alpha"), forum.join("Beta")
    forum.wish(alpha, beta)
    forum.scenario(Seat(alpha, beta, slot=0))

    with pytest.raises(InvalidInput, match="1 meetings of your schedules"):
        remove_place(session, forum.event, row_id(forum.tables[0]), staff=anne)
    with pytest.raises(InvalidInput, match="1 meetings of your schedules"):
        remove_block(session, forum.event, forum.slots[0].block_id, staff=anne)


def test_rules_of_a_category_are_changed_once_for_each_page_that_showed_them(session, event, anne):
    basic = session.exec(select(Category).where(Category.code == "basic")).one()
    shown, names = rules_token(basic), {"fr": " Membre  de base ", "en": "", "nl": "", "de": ""}

    change_category(session, event, row_id(basic), RULES, names=names, shown=shown, staff=anne)

    assert (basic.names, basic.wish_limit, basic.max_meetings) == ({"fr": "Membre de base"}, 9, 6)
    with pytest.raises(Stale):
        change_category(session, event, row_id(basic), RULES, names=names, shown=shown, staff=anne)


@pytest.mark.parametrize(("most", "names"), [(2, {"fr": "Basic"}), (6, {"fr": " "})])
def test_rules_that_contradict_each_other_are_refused(session, event, anne, most, names):
    basic = session.exec(select(Category).where(Category.code == "basic")).one()
    rules = CategoryRules(
        has_meetings=True, may_present=False, weight=2, wish_limit=9, guarantee=3, max_meetings=most, max_received=None
    )

    with pytest.raises(InvalidInput):
        change_category(session, event, row_id(basic), rules, names=names, shown=rules_token(basic), staff=anne)
