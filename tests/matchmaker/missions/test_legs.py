"""Cities of a mission: added, changed, removed and undone; who comes along; transfers between zones."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.missions.commands.legs import LegValues, add_leg, change_leg, remove_leg
from matchmaker.missions.commands.members import choose_legs
from matchmaker.missions.commands.transfers import NewTransfer, add_transfer
from matchmaker.missions.queries.legs import hub_of, leg_token, read_cities
from matchmaker.missions.queries.members import read_travellers, travellers_token
from matchmaker.models import Attendance, Audience, Block, Leg, LegMember, Means, Slot, Venue, row_id
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.setup.commands.changes import undo_change
from matchmaker.setup.commands.moving import EventShift, move_event
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.moving import read_moving
from tests.builders import factories as make
from tests.builders.history import trail

MONDAY = date(2099, 4, 20)


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def mission(session):
    return make.make_event(session, starts_on=MONDAY, ends_on=MONDAY + timedelta(days=4))


def values(name="Copenhagen", zone="Europe/Copenhagen", first=0, last=1, **others) -> LegValues:
    days = {"starts_on": MONDAY + timedelta(days=first), "ends_on": MONDAY + timedelta(days=last)}
    return LegValues(name=name, country="DK", zone=zone, **days, **others)


def add(session, mission, anne, *args, hub="Hotel", **others) -> Leg:
    return add_leg(session, mission, values(*args, **others), hub=f"{hub} {args[:1]}", address="Quay 1", staff=anne)


def test_a_city_comes_with_its_hotel_and_goes_again_while_nothing_is_planned_there(session, mission, anne):
    leg = add(session, mission, anne)
    hub = hub_of(session, leg)
    shown = leg_token(leg, hub)
    change_leg(session, mission, row_id(leg), values(last=2), hub=hub.name, address="Quay 2", shown=shown, staff=anne)

    assert (hub.zone, hub.city, hub.address, leg.ends_on) == (
        "Europe/Copenhagen",
        "Copenhagen",
        "Quay 2",
        date(2099, 4, 22),
    )
    with pytest.raises(Stale):
        change_leg(session, mission, row_id(leg), values(), hub="H", address="", shown=shown, staff=anne)
    undo_change(session, mission, row_id(latest_changes(session, mission, 1)[0]), staff=anne)
    assert (leg.ends_on, hub_of(session, leg).address) == (MONDAY + timedelta(days=1), "Quay 1")
    remove_leg(session, mission, row_id(leg), staff=anne)
    assert (session.exec(select(Leg)).all(), session.exec(select(Venue)).all()) == ([], [])
    undo_change(session, mission, row_id(latest_changes(session, mission, 1)[0]), staff=anne)
    assert [one.name for one in session.exec(select(Leg)).all()] == ["Copenhagen"]
    assert [entry[1] for entry in trail(session)] == ["change_structure"] * 2 + [
        "undo_structure",
        "change_structure",
        "undo_structure",
    ]


@pytest.mark.parametrize(
    ("change", "hub", "sentence"),
    [
        ({"name": " "}, "Kaisla", "A city needs a name."),
        ({"name": "Helsinki"}, "Kaisla", "is there already"),
        ({"first": 2, "last": 5}, "Kaisla", "lie within those of the mission"),
        ({"first": -1}, "Kaisla", "lie within those of the mission"),
        ({"first": 1, "last": 0}, "Kaisla", "lie within those of the mission"),
        ({}, "Hotel ('Helsinki',)", "Another venue"),
    ],
)
def test_what_makes_no_sense_is_refused(session, mission, anne, change, hub, sentence):
    add(session, mission, anne, "Helsinki", "Europe/Helsinki", 2, 3)

    with pytest.raises(InvalidInput, match=sentence):
        add_leg(session, mission, values(**change), hub=hub, address="", staff=anne)


def test_a_city_with_blocks_keeps_its_zone_and_its_days_and_stays(session, mission, anne):
    leg = add(session, mission, anne)
    hub = hub_of(session, leg)
    make.make_slots(session, hub, number=2, day=MONDAY)

    for changed in ({"zone": "Europe/Helsinki"}, {"first": 1}):
        shown = leg_token(leg, hub)
        with pytest.raises(InvalidInput, match="Blocks or programme items in Copenhagen"):
            change_leg(session, mission, row_id(leg), values(**changed), hub="", address="", shown=shown, staff=anne)
    with pytest.raises(InvalidInput, match="Remove them first"):
        remove_leg(session, mission, row_id(leg), staff=anne)


def test_blocks_of_a_hotel_on_days_elsewhere_go_with_its_city_and_come_back_with_an_undo(session, mission, anne):
    hotel = make.make_venue(session, mission, name="Hotel", zone="Europe/Copenhagen")
    for day in range(3):
        make.make_slots(session, hotel, number=2, day=MONDAY + timedelta(days=day))

    add_leg(session, mission, values(), hub="Hotel", address="", staff=anne)
    left = [slot.day for slot in session.exec(select(Slot).order_by(Slot.starts_at)).all()]
    undo_change(session, mission, row_id(latest_changes(session, mission, 1)[0]), staff=anne)

    assert left == [MONDAY] * 2 + [MONDAY + timedelta(days=1)] * 2
    assert len(session.exec(select(Slot)).all()) == 6


def test_companies_are_planned_only_where_they_come_along(session, mission, anne):
    here, there = (
        add(session, mission, anne, *one) for one in (("A", "Europe/Copenhagen"), ("B", "Europe/Helsinki", 2, 3))
    )
    make.make_slots(session, hub_of(session, here), number=1, day=MONDAY)
    make.make_slots(session, hub_of(session, there), number=1, day=MONDAY + timedelta(days=2))
    category = make.make_category(session, mission)
    everywhere, some = (make.make_delegation(session, mission, category) for _ in range(2))
    people = [make.make_registration(session, one) for one in (everywhere, some)]
    chosen = {row_id(everywhere): [row_id(here), row_id(there)], row_id(some): [row_id(there)]}
    shown = travellers_token(read_travellers(session, mission))

    changed = choose_legs(session, mission, chosen, shown=shown, staff=anne)

    busy = busy_slots(load_facts(session, mission))
    assert changed == 1
    assert [[one.kind for one in busy[row_id(person)].values()] for person in people] == [[], [BusyKind.ELSEWHERE]]
    assert [city.companies for city in read_cities(session, mission, "en").cities] == [1, 2]
    with pytest.raises(Stale):
        choose_legs(session, mission, chosen, shown=shown, staff=anne)
    with pytest.raises(InvalidInput, match="Remove them first"):
        remove_leg(session, mission, row_id(there), staff=anne)
    for slot in session.exec(select(Slot).where(Slot.venue_id == hub_of(session, there).id)).all():
        block = session.get_one(Block, slot.block_id)
        session.delete(slot)
        session.flush()
        session.delete(block)
    session.flush()
    with pytest.raises(InvalidInput, match="alone"):
        remove_leg(session, mission, row_id(there), staff=anne)
    now = travellers_token(read_travellers(session, mission))
    for wrong in ({0: [row_id(here)]}, {row_id(some): [0]}, {row_id(some): []}):
        with pytest.raises(InvalidInput):
            choose_legs(session, mission, wrong, shown=now, staff=anne)
    undo_change(session, mission, row_id(latest_changes(session, mission, 1)[0]), staff=anne)
    assert session.exec(select(LegMember)).all() == []


def test_who_leaves_a_city_leaves_its_lunch_and_the_ways_to_it_and_an_undo_brings_them_back(session, mission, anne):
    here, there = (
        add(session, mission, anne, *one) for one in (("A", "Europe/Copenhagen"), ("B", "Europe/Helsinki", 2, 3))
    )
    category = make.make_category(session, mission)
    leaving, staying = (make.make_delegation(session, mission, category) for _ in range(2))
    people = [row_id(make.make_registration(session, one)) for one in (leaving, staying)]
    dinner, lunch = (
        make.make_programme_item(
            session,
            hub_of(session, leg),
            day=leg.starts_on,
            starts=time(12),
            ends=time(13),
            audience=Audience.CHOSEN,
        )
        for leg in (here, there)
    )
    session.add_all(Attendance(item_id=row_id(item), registration_id=one) for item in (dinner, lunch) for one in people)
    way = {"from_id": row_id(here), "to_id": row_id(there), "means": Means.FLIGHT, "day": MONDAY + timedelta(days=1)}
    going = [row_id(leaving), row_id(staying)]
    flight = add_transfer(session, mission, NewTransfer(**way, departs=time(18), arrives=time(21)), going, staff=anne)
    before = {(item.id, one) for item in (dinner, lunch, flight) for one in people}
    shown = travellers_token(read_travellers(session, mission))

    choose_legs(session, mission, {row_id(leaving): [row_id(here)]}, shown=shown, staff=anne)

    def on_board():
        return {(one.item_id, one.registration_id) for one in session.exec(select(Attendance)).all()}

    assert before - on_board() == {(lunch.id, people[0]), (flight.id, people[0])}
    undo_change(session, mission, row_id(latest_changes(session, mission, 1)[0]), staff=anne)
    assert on_board() == before


def test_a_transfer_ends_at_the_time_of_the_other_city_for_those_who_travel(session, mission, anne):
    here, there = (
        add(session, mission, anne, *one)
        for one in (("Copenhagen", "Europe/Copenhagen"), ("Helsinki", "Europe/Helsinki", 2, 3))
    )
    category = make.make_category(session, mission)
    traveller, local = (make.make_delegation(session, mission, category) for _ in range(2))
    person = make.make_registration(session, traveller)
    make.make_registration(session, local)
    session.add(LegMember(leg_id=row_id(there), delegation_id=row_id(local)))
    session.flush()
    tuesday = MONDAY + timedelta(days=1)

    def new(departs=time(18, 35), arrives=time(21, 15), day=tuesday, to=there, arrives_on=None):
        when = {"day": day, "departs": departs, "arrives": arrives, "arrives_on": arrives_on}
        return NewTransfer(from_id=row_id(here), to_id=row_id(to), means=Means.FLIGHT, **when)

    item = add_transfer(session, mission, new(), [row_id(traveller)], staff=anne)

    assert (item.titles["en"], item.starts, item.ends, item.zone) == (
        "Flight to Helsinki",
        time(18, 35),
        time(20, 15),
        "Europe/Copenhagen",
    )
    assert [one.registration_id for one in session.exec(select(Attendance)).all()] == [person.id]
    (shown,) = read_cities(session, mission, "en").transfers
    assert (shown.arrives, shown.shift, shown.companies) == (time(21, 15), 60, 1)
    for wrong, who in (
        (new(), [row_id(local)]),
        (new(), []),
        (new(arrives=time(19, 30)), [row_id(traveller)]),
        (new(arrives_on=tuesday + timedelta(days=1)), [row_id(traveller)]),
        (new(arrives_on=tuesday - timedelta(days=1)), [row_id(traveller)]),
        (new(to=here), [row_id(traveller)]),
        (new(day=MONDAY - timedelta(days=1)), [row_id(traveller)]),
    ):
        with pytest.raises(InvalidInput):
            add_transfer(session, mission, wrong, who, staff=anne)


def test_who_is_not_in_both_cities_is_named(session, mission, anne):
    here, there = (
        add(session, mission, anne, *one)
        for one in (("Copenhagen", "Europe/Copenhagen"), ("Helsinki", "Europe/Helsinki", 2, 3))
    )
    category, satama = make.make_category(session, mission), make.make_organisation(session, "Satama")
    local = make.make_delegation(session, mission, category, satama)
    session.add(LegMember(leg_id=row_id(there), delegation_id=row_id(local)))
    session.flush()
    times = {"day": MONDAY, "departs": time(9), "arrives": time(12)}
    flight = NewTransfer(from_id=row_id(here), to_id=row_id(there), means=Means.FLIGHT, **times)

    with pytest.raises(InvalidInput) as refused:
        add_transfer(session, mission, flight, [row_id(local)], staff=anne)

    assert str(refused.value) == "Not in both cities: Satama. Untick them."


def test_a_journey_through_the_night_arrives_on_the_next_day_and_moves_with_the_event(session, mission, anne):
    here, there = (
        add(session, mission, anne, *one)
        for one in (("Copenhagen", "Europe/Copenhagen"), ("Helsinki", "Europe/Helsinki", 1, 3))
    )
    traveller = make.make_delegation(session, mission, make.make_category(session, mission))
    make.make_registration(session, traveller)
    ids = {"from_id": row_id(here), "to_id": row_id(there)}
    times = {"day": MONDAY, "departs": time(22), "arrives": time(9), "arrives_on": MONDAY + timedelta(days=1)}

    item = add_transfer(
        session, mission, NewTransfer(means=Means.FERRY, **ids, **times), [row_id(traveller)], staff=anne
    )
    (shown,) = read_cities(session, mission, "en").transfers
    lasts = item.ends_at - item.starts_at
    move_event(session, mission, EventShift(days=7, minutes=0), shown=read_moving(session, mission).token, staff=anne)

    assert (item.starts, item.ends, lasts) == (time(22), time(8), timedelta(hours=10))
    assert (shown.arrives, shown.later, shown.shift) == (time(9), 1, 60)
    assert (item.day, item.ends_at - item.starts_at) == (MONDAY + timedelta(days=7), lasts)
