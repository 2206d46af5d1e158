"""A mission of two cities on two days, with a hotel and an office, planned by hand."""

from datetime import time, timedelta

from matchmaker.models import EventKind, LegMember, PlaceKind, Scenario
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
