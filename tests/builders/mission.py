"""Missions planned by hand: two cities on two days; three zones on the night in which the clocks change."""

from datetime import date, time, timedelta

from matchmaker.models import Attendance, Audience, EventKind, LegMember, Means, PlaceKind, ProgrammeKind, Scenario
from tests.builders import factories as make
from tests.builders.forum import Forum, Seat
from tests.builders.sides import NUMBERS


def make_week(forum: Forum) -> Scenario:
    """Make a forum a mission: Nivelyo meets Revontuli at the hotel in Helsinki at 09:00 and visits Satama at 11:00.

    Tallinn follows a day later; there is nobody but Lepa.
    """
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
    return forum.scenario(Seat(ours, theirs, 0, 0), Seat(ours, host, 7, 1), numbers=NUMBERS)


def make_night_of_the_clocks(forum: Forum) -> Scenario:
    """Make a forum a mission over the night in which clocks go forward, at 01:00 UTC on Sunday 28 March 2027.

    Nivelyo meets Tejo in Lisbon on Saturday at 17:00, flies at 23:30 to Brussels, meets Senne there on Sunday at 09:00,
    flies at 18:00 to Helsinki and meets Revontuli on Monday at 09:00.
    """
    session, event, saturday = forum.session, forum.event, date(2027, 3, 27)
    event.kind, event.starts_on, event.ends_on = EventKind.MISSION, saturday, saturday + timedelta(days=2)
    cities = {"Lisbon": "Europe/Lisbon", "Brussels": "Europe/Brussels", "Helsinki": "Europe/Helsinki"}
    forum.slots, forum.tables, hotels = [], [], {}
    for day, (city, zone) in enumerate(cities.items()):
        on = saturday + timedelta(days=day)
        leg = make.make_leg(session, event, city, zone, starts_on=on, ends_on=on)
        hotel = make.make_venue(session, event, name=f"Hotel {city}", hub=True, city=city, zone=zone, leg_id=leg.id)
        starts = time(17) if city == "Lisbon" else time(9)
        forum.slots += make.make_slots(session, hotel, day=on, starts=starts, number=1)
        forum.tables.append(make.make_place(session, hotel))
        hotels[city] = hotel
    ours, hosts = forum.join("Nivelyo"), [forum.join(name) for name in ("Tejo", "Senne", "Revontuli")]
    flights = [
        ("Lisbon", "Brussels", saturday, time(23, 30), time(2, 10)),
        ("Brussels", "Helsinki", saturday + timedelta(days=1), time(18), time(20, 30)),
    ]
    for origin, goal, day, starts, ends in flights:
        item = make.make_programme_item(
            session,
            hotels[origin],
            day=day,
            starts=starts,
            ends=ends,
            kind=ProgrammeKind.TRANSFER,
            means=Means.FLIGHT,
            audience=Audience.CHOSEN,
            to_leg_id=hotels[goal].leg_id,
            titles={"en": f"Flight to {goal}"},
        )
        session.add(Attendance(item_id=item.id, registration_id=forum.people["Nivelyo"].id))
    for rank, host in enumerate(hosts, start=1):
        forum.wish(ours, host, rank=rank)
    return forum.scenario(*(Seat(ours, host, number, number) for number, host in enumerate(hosts)))
