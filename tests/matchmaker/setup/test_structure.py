"""Tables, sessions and rules changed on screen."""

from datetime import date, time

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.models import Block, Category, Place, PlaceClosure, PlaceKind, Slot, row_id
from matchmaker.setup.commands.blocks import BlockTimes, add_block, change_block, remove_block, set_slot_length
from matchmaker.setup.commands.categories import CategoryRules, change_category, rules_token
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.places import PlaceRow, add_places, change_place, remove_place
from matchmaker.setup.queries.parts import (
    block_token,
    closed_slots,
    length_token,
    place_token,
    slots_of,
    slots_of_block,
    venues_of,
)
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


def change(session, event, table, staff, **values):
    """Change a place as its form does, which has just been opened."""
    shown = place_token(table, closed_slots(session, table))
    values = {"label": "", "capacity": 1, "owner_id": table.owner_id, "closed": []} | values
    return change_place(session, event, row_id(table), **values, shown=shown, staff=staff)


def times(starts, ends, minutes=25, changeover=5):
    return BlockTimes(starts=starts, ends=ends, minutes=minutes, changeover=changeover)


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

    change(session, event, table, anne, label=" Hall A ", capacity=2, closed=slots)
    assert (table.label, table.capacity, closed_slots(session, table)) == ("Hall A", 2, frozenset(slots))
    change(session, event, table, anne)

    assert closed_slots(session, table) == frozenset()
    with pytest.raises(InvalidInput):
        change(session, event, table, anne, closed=[999_999])


def test_booths_have_an_owner_of_the_event_and_tables_have_none(session, event, anne, venue_id):
    category, elsewhere = session.exec(select(Category)).first(), make.make_event(session)
    owner, other = (row_id(make.make_delegation(session, event, category)) for _ in range(2))
    foreign = row_id(make.make_delegation(session, elsewhere, make.make_category(session, elsewhere)))

    add_places(session, event, row(venue_id, kind=PlaceKind.BOOTH, prefix="B", last=2, owner_id=owner), staff=anne)
    booth = session.exec(select(Place).where(Place.code == "B2")).one()
    change(session, event, booth, anne, owner_id=other)

    assert session.exec(select(Place.owner_id).order_by(Place.position)).all() == [None, None, owner, other]
    for wrong in (row(venue_id, owner_id=owner), row(venue_id, kind=PlaceKind.BOOTH, prefix="C", owner_id=foreign)):
        with pytest.raises(InvalidInput, match="Choose an organisation of this event"):
            add_places(session, event, wrong, staff=anne)
    with pytest.raises(InvalidInput, match="Choose an organisation of this event"):
        change(session, event, booth, anne, owner_id=foreign)


def test_what_no_schedule_uses_is_removed_with_all_that_belongs_to_it(session, event, anne, venue_id):
    table = session.exec(select(Place).where(Place.code == "T1")).one()
    morning = session.exec(select(Block).where(Block.code == "AM")).one()
    first = row_id(slots_of(session, event, venue_id)[0])
    change(session, event, table, anne, closed=[first])

    remove_block(session, event, row_id(morning), staff=anne)
    assert remove_place(session, event, row_id(table), staff=anne) == "T1"

    assert codes(session, event) == ["T2"]
    assert session.exec(select(Slot.starts).order_by(Slot.starts)).first() == time(13, 30)
    assert session.exec(select(PlaceClosure)).all() == []
    with pytest.raises(NotFound):
        remove_place(session, event, row_id(table), staff=anne)


def test_a_session_is_cut_into_slots_and_overlaps_no_other(session, event, anne, venue_id):
    evening = {"venue_id": venue_id, "name": "Evening", "day": event.starts_on, "staff": anne}

    assert add_block(session, event, **evening, times=times(time(18), time(19))) == 2

    for wrong in (
        {"times": times(time(16), time(18))},
        {"times": times(time(20), time(20, 10))},
        {"times": times(time(20), time(19))},
        {"times": times(time(20), time(21)), "day": date(2098, 3, 12)},
    ):
        with pytest.raises(InvalidInput):
            add_block(session, event, **evening | wrong)
    assert [block.code for block in session.exec(select(Block).order_by(Block.starts)).all()] == ["AM", "PM", "B1"]


def starts_of(session, block):
    return [slot.starts for slot in slots_of_block(session, block)]


def test_a_block_is_cut_anew_and_closures_follow_the_times_that_they_close(session, event, anne, venue_id):
    morning = session.exec(select(Block).where(Block.code == "AM")).one()
    table = session.exec(select(Place).where(Place.code == "T1")).one()
    second = slots_of(session, event, venue_id)[1]  # 9:30 to 9:55
    change(session, event, table, anne, closed=[row_id(second)])
    shown = block_token(morning, slots_of_block(session, morning))
    forms = {"name": "Tôt", "times": times(time(9), time(10, 30), 20, 5), "staff": anne}

    change_block(session, event, row_id(morning), **forms, shown=shown)

    assert starts_of(session, morning) == [time(9), time(9, 25), time(9, 50)]
    closed = closed_slots(session, table)
    assert [slot.starts for slot in slots_of(session, event, venue_id) if slot.id in closed] == [
        time(9, 25),
        time(9, 50),
    ]
    assert (morning.name("en"), morning.name("fr")) == ("Tôt", "Matin")
    with pytest.raises(Stale):
        change_block(session, event, row_id(morning), **forms, shown=shown)


def test_a_block_moves_to_no_time_of_another_one(session, event, anne):
    morning = session.exec(select(Block).where(Block.code == "AM")).one()
    shown = block_token(morning, slots_of_block(session, morning))

    for wrong in (times(time(9), time(14)), times(time(12), time(11)), times(time(9), time(9, 10))):
        with pytest.raises(InvalidInput), session.begin_nested():
            change_block(session, event, row_id(morning), name="Tôt", times=wrong, shown=shown, staff=anne)


def test_all_slots_get_another_length_once_for_each_page_that_showed_the_old_one(session, event, anne):
    shown = length_token(event)

    assert set_slot_length(session, event, minutes=50, changeover=10, shown=shown, staff=anne) == 6

    assert (event.slot_minutes, event.changeover_minutes) == (50, 10)
    with pytest.raises(Stale):
        set_slot_length(session, event, minutes=20, changeover=5, shown=shown, staff=anne)


def test_slots_of_schedules_stay_as_they_are(session, anne):
    forum = make_forum(session)  # 9:00 to 10:55 in four slots
    alpha, beta = forum.join("Alpha"), forum.join("Beta")
    forum.wish(alpha, beta)
    forum.scenario(Seat(alpha, beta, slot=1))
    block = session.get_one(Block, forum.slots[0].block_id)
    length = length_token(forum.event)

    def move(starts, ends, minutes=25):
        shown = block_token(block, slots_of_block(session, block))
        with session.begin_nested():
            change_block(
                session,
                forum.event,
                row_id(block),
                name="Matin",
                times=times(starts, ends, minutes),
                shown=shown,
                staff=anne,
            )

    for wrong in ((time(9, 15), time(11)), (time(9), time(9, 30)), (time(9), time(11), 20)):
        with pytest.raises(InvalidInput, match="1 meetings of your schedules"):
            move(*wrong)
    with pytest.raises(InvalidInput, match="1 meetings of your schedules"), session.begin_nested():
        set_slot_length(session, forum.event, minutes=50, changeover=10, shown=length, staff=anne)
    move(time(9, 30), time(11, 30))

    assert starts_of(session, block) == [time(9, 30), time(10), time(10, 30), time(11)]


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
