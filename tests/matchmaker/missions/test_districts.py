"""Minutes between the districts of a city: they count where no pair has its own, and before the estimate."""

import pytest
from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.missions.commands.travel import say_district_minutes, say_minutes
from matchmaker.missions.queries.districts import read_districts
from matchmaker.missions.queries.travel import read_ways
from matchmaker.models import Event, EventKind, Leg, Staff, Venue, row_id
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.rules.travel import MinutesFrom, district_minutes
from matchmaker.setup.commands.changes import undo_change
from matchmaker.setup.queries.changes import latest_changes
from tests.builders import factories as make

ESTIMATED, BY_DISTRICT, SAID = MinutesFrom.ESTIMATED, MinutesFrom.DISTRICT, MinutesFrom.SAID


@pytest.fixture
def event(session: Session) -> Event:
    return make.make_event(session, kind=EventKind.MISSION)


@pytest.fixture
def anne(session: Session, event: Event) -> Staff:
    return make.make_staff(session, event)


@pytest.fixture
def leg(session: Session, event: Event) -> Leg:
    days = {"starts_on": event.starts_on, "ends_on": event.ends_on}
    found = Leg(event_id=row_id(event), name="Helsinki", country="FI", zone="Europe/Helsinki", **days)
    session.add(found)
    session.flush()
    return found


@pytest.fixture
def places(session: Session, event: Event, leg: Leg) -> dict[str, Venue]:
    """The hotel and an office in the centre, two offices at the port, one in no district."""
    spots = {
        "Kaisla": ("Centre", 60.171, 24.941),
        "Pankki": ("CENTRE", 60.172, 24.95),
        "Satama": ("Port", 60.199, 24.9),
        "Laituri": ("port", 60.2, 24.905),
        "Metsä": ("", 60.21, 24.95),
    }
    there = {"zone": leg.zone, "leg_id": leg.id}
    return {
        name: make.make_venue(
            session, event, name=name, hub=name == "Kaisla", district=district, latitude=y, longitude=x, **there
        )
        for name, (district, y, x) in spots.items()
    }


def say(session: Session, event: Event, leg: Leg, staff: Staff, *ways: tuple[str, str, int | None]) -> None:
    shown = read_districts(session, event, row_id(leg)).token
    minutes = {(one, other): value for one, other, value in ways}
    say_district_minutes(session, event, row_id(leg), minutes, shown=shown, staff=staff)


def sources(session: Session, event: Event, start: Venue) -> dict[str, tuple[int, MinutesFrom]]:
    found = read_ways(session, event, row_id(start))
    return {line.to.name: (line.minutes, line.source) for line in found.lines}


def test_districts_are_those_that_places_name_however_they_are_written(session, event, leg, places):
    found = read_districts(session, event, row_id(leg))

    assert (found.names, found.places, found.without) == (("Centre", "Port"), {"Centre": 2, "Port": 2}, 1)
    assert [[(way.one, way.other, way.minutes) for way in row] for row in found.rows] == [
        [("Centre", "Centre", None)],
        [("Port", "Centre", None), ("Port", "Port", None)],
    ]


def test_a_pair_wins_over_its_districts_and_these_over_the_estimate(session, event, leg, places, anne):
    kaisla = places["Kaisla"]
    before = sources(session, event, kaisla)
    say(session, event, leg, anne, ("Centre", "Port", 45), ("Centre", "Centre", 0))
    shown = read_ways(session, event, row_id(kaisla)).token
    say_minutes(session, event, row_id(kaisla), {row_id(places["Satama"]): 35}, shown=shown, staff=anne)

    assert before == {
        "Laituri": (25, ESTIMATED),
        "Metsä": (30, ESTIMATED),
        "Pankki": (15, ESTIMATED),
        "Satama": (30, ESTIMATED),
    }
    assert sources(session, event, kaisla) == {
        "Laituri": (45, BY_DISTRICT),
        "Metsä": (30, ESTIMATED),
        "Pankki": (0, BY_DISTRICT),
        "Satama": (35, SAID),
    }
    line = next(one for one in read_ways(session, event, row_id(kaisla)).lines if one.to.name == "Satama")
    assert (line.unsaid, line.unsaid_source) == (45, BY_DISTRICT)


def test_the_schedule_counts_them_in_both_directions(session, event, leg, places, anne):
    say(session, event, leg, anne, ("Port", "Centre", 50))

    travel = load_facts(session, event).travel
    there, back = row_id(places["Pankki"]), row_id(places["Laituri"])
    assert (travel.minutes(there, back), travel.minutes(back, there)) == (50, 50)


def test_they_are_corrected_emptied_and_undone(session, event, leg, places, anne):
    kaisla = places["Kaisla"]
    say(session, event, leg, anne, ("Centre", "Port", 45), ("Port", "Port", 10))
    say(session, event, leg, anne, ("Port", "Centre", None), ("Port", "Port", 20))
    emptied, kept = sources(session, event, kaisla)["Laituri"], dict(leg.district_minutes)

    undo_change(session, event, row_id(latest_changes(session, event, 1)[0]), staff=anne)

    session.refresh(leg)
    assert (emptied, kept) == ((25, ESTIMATED), {"port": {"port": 20}})
    assert sources(session, event, kaisla)["Laituri"] == (45, BY_DISTRICT)


def test_districts_of_two_cities_have_nothing_in_common(session, event, leg, places, anne):
    days = {"starts_on": event.starts_on, "ends_on": event.ends_on}
    other = Leg(event_id=row_id(event), name="Tallinn", country="EE", zone="Europe/Tallinn", **days)
    session.add(other)
    session.flush()
    spot = {"district": "Centre", "latitude": 59.436, "longitude": 24.753, "hub": True}
    make.make_venue(session, event, name="Kadri", zone=other.zone, leg_id=other.id, **spot)
    say(session, event, leg, anne, ("Centre", "Centre", 5))

    found = sources(session, event, places["Kaisla"])
    assert (found["Pankki"], found["Kadri"][1]) == ((5, BY_DISTRICT), ESTIMATED)


@pytest.mark.parametrize("wrong", [("Centre", "Moon", 5), ("Centre", "Port", 1441), ("Centre", "Port", -1)])
def test_what_makes_no_sense_is_refused(session, event, leg, places, anne, wrong):
    with pytest.raises(InvalidInput):
        say(session, event, leg, anne, wrong)


def test_who_was_slower_is_told_and_other_events_are_not_reached(session, event, leg, places, anne):
    shown = read_districts(session, event, row_id(leg)).token
    say(session, event, leg, anne, ("Centre", "Port", 45))

    with pytest.raises(Stale):
        say_district_minutes(session, event, row_id(leg), {("Centre", "Port"): 5}, shown=shown, staff=anne)
    with pytest.raises(NotFound):
        read_districts(session, make.make_event(session, slug="other"), row_id(leg))


def test_the_order_and_the_spelling_of_two_districts_do_not_matter():
    table = {"centre": {"port": 20}}

    pairs = (("Port", "Centre"), ("centre", "PORT"), ("Port", ""), ("a", "b"))
    found = [district_minutes(table, *pair) for pair in pairs]

    assert found == [20, 20, None, None]
