"""The agenda of somebody who travels: ways between places, transfers between zones, cities of a day."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from matchmaker.models import (
    Attendance,
    Audience,
    Companion,
    Delegation,
    EventKind,
    Means,
    PlaceKind,
    ProgrammeKind,
    ReleaseKind,
    Role,
    TravelTime,
    Venue,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.agenda import read_agenda
from matchmaker.releases.queries.agenda_lines import Arrival
from tests.builders import factories as make
from tests.builders.along import join_along
from tests.builders.forum import Seat
from tests.builders.mission import make_night_of_the_clocks


@pytest.fixture
def travels(forum):
    """Nivelyo visits Satama at 11:00, after a meeting at the hotel at 09:00, and flies home at 18:05 from Helsinki."""
    session, event = forum.session, forum.event
    leg = make.make_leg(session, event, "Helsinki", "Europe/Helsinki")
    there = {"leg_id": leg.id, "zone": leg.zone, "city": leg.name}
    hotel = make.make_venue(session, event, name="Kaisla", hub=True, latitude=60.171, longitude=24.941, **there)
    office = make.make_venue(session, event, name="Satama", latitude=60.199, longitude=24.9, **there)
    home = make.make_venue(session, event, name="Airport", city="Zaventem", zone="Europe/Brussels")
    ours, theirs, host = forum.join("Nivelyo"), forum.join("Revontuli"), forum.join("Satama")
    forum.slots = [*make.make_slots(session, hotel), *make.make_slots(session, office, starts=time(11), number=1)]
    forum.tables = [
        make.make_place(session, hotel),
        make.make_place(session, office, owner_id=host.id, kind=PlaceKind.OFFICE),
    ]
    flight = {"kind": ProgrammeKind.TRANSFER, "means": Means.FLIGHT, "audience": Audience.CHOSEN, "buffer_before": 110}
    item = make.make_programme_item(
        session, hotel, starts=time(18, 5), ends=time(20, 50), to_venue_id=home.id, titles={"en": "Flight"}, **flight
    )
    session.add(Attendance(item_id=item.id, registration_id=forum.people["Nivelyo"].id))
    for rank, other in enumerate((theirs, host), start=1):
        forum.wish(ours, other, rank=rank)
    scenario = forum.scenario(Seat(ours, theirs, 0, 0), Seat(ours, host, 4, 1))
    return forum, scenario


def publish(forum, scenario):
    publish_scenario(forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)


def agenda_of(forum, name):
    return read_agenda(forum.session, forum.people[name].id, language="en")


def test_between_two_places_is_the_way_and_only_what_is_left_is_free(travels):
    forum, scenario = travels
    publish(forum, scenario)

    first, visit, flight = agenda_of(forum, "Nivelyo").lines

    assert (first.way, first.free_before) == (None, 0)
    assert visit.way == {"minutes": 30, "source": "estimated", "origin": "Kaisla", "goal": "Satama"}
    assert (visit.leaves, visit.free_from, visit.free_before, visit.is_visit) == (time(10, 30), time(9, 25), 65, True)
    assert (flight.gathers, flight.leaves) == (time(16, 15), time(15, 45))
    assert (flight.free_from, flight.free_before) == (time(11, 25), 260)


def test_a_flight_home_arrives_by_the_clocks_at_home(travels):
    forum, scenario = travels
    publish(forum, scenario)

    agenda = agenda_of(forum, "Nivelyo")

    (day,) = agenda.days
    arrival = day.lines[-1].arrival
    assert arrival == Arrival("Zaventem", "Europe/Brussels", time(19, 50), shift=-60, later=0)
    assert (day.cities, day.zones) == (("Helsinki", "Zaventem"), ("Europe/Helsinki", "Europe/Brussels"))
    assert (day.meetings, day.visits, day.ahead_of("Europe/Brussels"), agenda.is_mission) == (2, 1, 60, True)


def test_of_cities_with_the_same_clocks_a_day_names_the_one_in_which_most_of_it_is(travels):
    forum, scenario = travels
    home = forum.session.exec(select(Venue).where(Venue.name == "Airport")).one()
    home.zone = "Europe/Tallinn"
    forum.session.flush()
    publish(forum, scenario)

    (day,) = agenda_of(forum, "Nivelyo").days

    assert (day.lines[-1].arrival.zone, day.zones) == ("Europe/Tallinn", ("Europe/Helsinki",))


def test_what_was_said_of_a_way_is_as_it_was_published(travels):
    forum, scenario = travels
    hotel, office = (forum.tables[number].venue_id for number in (0, 1))
    forum.session.add(TravelTime(event_id=forum.event.id, low_id=hotel, high_id=office, minutes=15))
    publish(forum, scenario)
    forum.session.get_one(TravelTime, 1).minutes = 90
    forum.session.flush()

    visit = agenda_of(forum, "Nivelyo").lines[1]

    assert (visit.way["minutes"], visit.way["source"]) == (15, "said")


def test_who_comes_along_begins_the_day_at_the_hotel_as_those_whom_they_join(travels):
    forum, _scenario = travels
    forum.event.kind = EventKind.MISSION
    head = join_along(forum, "Bernadette", Role.HEAD, "fr")
    ours, host = (forum.session.get_one(Delegation, forum.people[name].delegation_id) for name in ("Nivelyo", "Satama"))
    pair = dict(zip(("low_id", "high_id"), sorted((ours.id, host.id)), strict=True))
    forum.session.add(Companion(event_id=forum.event.id, registration_id=head.id, **pair))
    publish(forum, forum.scenario(Seat(ours, host, 4, 1, along=(head,))))

    (visit,) = agenda_of(forum, "Bernadette").lines

    assert (visit.way["origin"], visit.way["goal"], visit.leaves) == ("Kaisla", "Satama", time(10, 30))


def test_who_receives_has_no_way(travels):
    forum, scenario = travels
    publish(forum, scenario)

    assert [line.way for line in agenda_of(forum, "Satama").lines] == [None]


def test_a_flight_through_the_night_of_the_clocks_puts_the_watch_right_once(forum):
    publish(forum, make_night_of_the_clocks(forum))

    days = agenda_of(forum, "Nivelyo").days

    assert [[line.arrival for line in day.lines if line.arrival] for day in days] == [
        [Arrival("Brussels", "Europe/Brussels", time(3, 10), shift=120, later=1)],
        [Arrival("Helsinki", "Europe/Helsinki", time(21, 30), shift=60, later=0)],
        [],
    ]
    assert [day.turned for day in days] == [0, 0, 0]


def test_who_stays_while_the_clocks_change_is_told_on_the_next_day(forum):
    session, event, sunday = forum.session, forum.event, date(2027, 3, 28)
    event.starts_on, event.ends_on = sunday - timedelta(days=1), sunday
    days = [event.starts_on, event.ends_on]
    forum.slots = [slot for day in days for slot in make.make_slots(session, forum.venue, day=day, number=1)]
    ours, hosts = forum.join("Nivelyo"), [forum.join(name) for name in ("Tejo", "Senne")]
    for rank, host in enumerate(hosts, start=1):
        forum.wish(ours, host, rank=rank)
    publish(forum, forum.scenario(*(Seat(ours, host, number) for number, host in enumerate(hosts))))

    assert [day.turned for day in agenda_of(forum, "Nivelyo").days] == [0, 60]
