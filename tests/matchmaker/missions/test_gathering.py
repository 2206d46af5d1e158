"""A transfer that does not begin at the hotel: its port counts in planning, before publishing and in each agenda."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.missions.commands.sites import place_venue, site_token
from matchmaker.missions.commands.transfers import NewTransfer, add_transfer
from matchmaker.models import Leg, Means, ProgrammeItem, ReleaseKind, Venue, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.planning.ways import short_ways
from matchmaker.releases.queries.agenda import read_agenda
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.results import placed_pairs, read_schedule
from tests.builders import factories as make
from tests.builders.forum import Forum
from tests.builders.mission import make_week

PORT = (60.1502, 24.9155)
"""2.7 km from the hotel, 5.5 km from the office that is visited."""


def transfer(forum: Forum, departs: time, where: str = "West Harbour", **values) -> NewTransfer:
    here, there = forum.session.exec(select(Leg).order_by(Leg.id)).all()
    ids = {"from_id": row_id(here), "to_id": row_id(there), "means": Means.FERRY, "day": forum.event.starts_on}
    return NewTransfer(**ids, departs=departs, arrives=time(15), where=where, **{"elsewhere": True, **values})


@pytest.fixture
def anne(forum):
    return make.make_staff(forum.session, name="Anne", language="en")


def sail(forum: Forum, anne, departs: time) -> ProgrammeItem:
    """Nivelyo, which visits Satama until 11:25, takes the ferry; its port is placed on the map."""
    session = forum.session
    ours = forum.people["Nivelyo"].delegation_id
    item = add_transfer(session, forum.event, transfer(forum, departs), [ours], staff=anne)
    port = session.get_one(Venue, item.venue_id)
    where = {"leg_id": port.leg_id, "district": "", "postcode": "", "position": PORT, "shown": site_token(port)}
    place_venue(session, forum.event, row_id(port), **where, staff=anne)
    session.flush()
    return item


@pytest.mark.parametrize(("departs", "visit", "short"), [(time(12), True, []), (time(11, 50), False, [25])])
def test_the_way_from_the_last_visit_to_the_port_is_counted(forum, anne, departs, visit, short):
    scenario = make_week(forum)
    sail(forum, anne, departs)
    facts, person = forum.facts(), row_id(forum.people["Nivelyo"])

    fits = row_id(forum.slots[7]) not in busy_slots(facts)[person]
    ways = short_ways(facts, placed_pairs(read_schedule(forum.session, scenario), facts.humans))

    assert (fits, [one.left for one in ways]) == (visit, short)


def test_the_agenda_says_when_to_leave_for_the_port_and_where_it_is(forum, anne):
    scenario = make_week(forum)
    item = sail(forum, anne, time(13))
    item.buffer_before = 45
    forum.session.flush()

    publish_scenario(forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    agenda = read_agenda(forum.session, row_id(forum.people["Nivelyo"]), language="en")
    line = agenda.days[0].lines[-1]
    way = line.way
    assert (way["origin"], way["goal"], line.spot.place) == ("Satama", "West Harbour", "")
    assert (line.gathers, line.leaves, line.free_before) == (time(12, 15), time(11, 40), 15)
    assert line.programme["venue"]["name"] == "West Harbour"


def test_a_port_is_made_once_and_has_a_name_of_its_own(forum, anne):
    make_week(forum)
    session, ours = forum.session, [forum.people["Nivelyo"].delegation_id]

    first, second = (
        add_transfer(session, forum.event, transfer(forum, departs), ours, staff=anne)
        for departs in (time(12), time(13))
    )
    at_hotel = add_transfer(session, forum.event, transfer(forum, time(14), elsewhere=False), ours, staff=anne)

    hotel = session.get_one(Venue, at_hotel.venue_id)
    assert (first.venue_id == second.venue_id, first.room, hotel.hub, at_hotel.room) == (True, "", True, "West Harbour")
    for name in ("", "Satama", "Kadri"):  # nothing, an office, the hotel of another city
        with pytest.raises(InvalidInput):
            add_transfer(session, forum.event, transfer(forum, time(12), name), ours, staff=anne)
