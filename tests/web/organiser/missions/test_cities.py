"""Pages of a mission: cities with their hotel and zone, transfers, who comes along, how long ways take."""

from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Category, Delegation, EventKind, Leg, LegMember, Place, ProgrammeItem, Slot, Venue, row_id
from tests.builders import factories as make
from tests.builders.pages import fields, text


@pytest.fixture
def mission(client, session, as_organiser):
    """A mission of three days with two cities and two delegations; Anne is logged in."""
    event = make.make_event(session, kind=EventKind.MISSION)
    event.ends_on = event.starts_on + timedelta(days=2)
    category = make.make_category(session, event)
    for name in ("Nivelyo", "Kaisla"):
        make.make_registration(
            session, make.make_delegation(session, event, category, make.make_organisation(session, name))
        )
    as_organiser(client, make.make_staff(session, event, language="en"))
    for name, zone, day in (("Copenhagen", "Europe/Copenhagen", 0), ("Helsinki", "Europe/Helsinki", 2)):
        answer = client.post(f"/o/{event.slug}/cities/new", data=city(event, name, zone, day))
        assert answer.status_code == 303
    return event


def city(event, name, zone, day) -> dict[str, str]:
    at = (event.starts_on + timedelta(days=day)).isoformat()
    where = {"name": name, "country": "DK", "zone": zone, "hub": f"Hotel {name}", "address": "", "airport": ""}
    return where | {"starts_on": at, "ends_on": at, "speed": "20", "detour": "130", "margin": "10"}


def test_the_time_line_shows_each_city_at_its_time_and_the_way_between(client, session, mission):
    legs = session.exec(select(Leg).order_by(Leg.id)).all()
    way = {"from_id": legs[0].id, "to_id": legs[1].id, "means": "flight", "day": legs[0].ends_on.isoformat()}
    everybody = fields(client.get(f"/o/{mission.slug}/cities/transfers"), "companies")["companies"]
    times = {"departs": "18:35", "arrives": "21:15", "where": "Kastrup", "companies": everybody}

    asked = client.post(f"/o/{mission.slug}/cities/transfers", data=way | times)

    page = text(client.get(f"/o/{mission.slug}/cities"))
    assert asked.status_code == 303
    for said in ("2 cities, 3 days, 1 transfer.", "Helsinki time", "Hotel Copenhagen", "Flight to Helsinki", "21:15"):
        assert said in page
    assert ("60 minutes later" in page, "2 companies" in page) == (True, True)
    session.exec(select(Delegation).order_by(Delegation.id)).first().withdrawn_at = clock.now()
    session.commit()
    assert "21:15 (Helsinki) 1 company" in text(client.get(f"/o/{mission.slug}/cities"))
    assert session.exec(select(ProgrammeItem.to_leg_id)).one() == legs[1].id


def test_a_second_way_at_the_same_time_and_a_company_that_stays_are_shown_before_they_are_saved(
    client, session, mission
):
    legs = session.exec(select(Leg).order_by(Leg.id)).all()
    path, companies = (f"/o/{mission.slug}/cities/{page}" for page in ("transfers", "companies"))
    flight = {"from_id": legs[0].id, "to_id": legs[1].id, "means": "flight", "day": legs[0].ends_on.isoformat()}
    flight |= {"departs": "18:35", "arrives": "21:15", "companies": fields(client.get(path), "companies")["companies"]}
    client.post(path, data=flight)

    coach = client.post(path, data=flight | {"means": "bus", "departs": "18:00"})
    sent = fields(client.get(companies))
    ticked = next(name for name in sent if name.startswith("d"))
    stays = client.post(companies, data=sent | {ticked: [str(legs[0].id)]})

    assert "2 people have “Coach to Helsinki” (18:00–20:15) and “Flight to Helsinki” (18:35–20:15)" in text(coach)
    assert "1 person is taken out of “Flight to Helsinki”" in text(stays)
    assert session.exec(select(ProgrammeItem.titles)).one()["en"] == "Flight to Helsinki"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": "  "}, "Please fill this in."),
        ({"name": "Helsinki"}, "is there already"),
        ({"zone": "Mars/Olympus"}, "Choose one from the list"),
        ({"speed": "9" * 310}, "Enter a number from"),
        ({"starts_on": "0001-01-01"}, "The year is one from 2000 to 2199."),
        ({"hub": "Hotel Helsinki"}, "Another venue of this event has this name."),
    ],
)
def test_a_city_that_makes_no_sense_is_refused_beside_the_field(client, session, mission, values, said):
    answer = client.post(f"/o/{mission.slug}/cities/new", data=city(mission, "Tallinn", "Europe/Tallinn", 1) | values)

    assert (answer.status_code, said in text(answer)) == (422, True)
    assert len(session.exec(select(Leg)).all()) == 2


def test_who_comes_along_is_ticked_and_a_city_with_a_transfer_stays(client, session, mission):
    path = f"/o/{mission.slug}/cities/companies"
    sent = fields(client.get(path))
    helsinki = session.exec(select(Leg).where(Leg.name == "Helsinki")).one()
    ticked = next(name for name in sent if name.startswith("d"))

    answer = client.post(path, data=sent | {ticked: [str(helsinki.id)]})

    assert answer.status_code == 303
    assert [one.leg_id for one in session.exec(select(LegMember)).all()] == [helsinki.id]
    assert "1 of 2" in text(client.get(f"/o/{mission.slug}/cities"))
    make.make_slots(session, session.exec(select(Venue).where(Venue.leg_id == helsinki.id)).one())
    session.commit()
    refused = client.post(f"/o/{mission.slug}/cities/{row_id(helsinki)}/remove", follow_redirects=True)
    assert "Remove them first" in refused.text


def test_visits_are_planned_at_offices_and_no_page_asks_more_at_a_larger_mission(client, session, mission, statements):
    helsinki = session.exec(select(Leg).where(Leg.name == "Helsinki")).one()
    category = session.exec(select(Category).where(Category.event_id == mission.id)).one()
    path, pages = (
        f"/o/{mission.slug}/offices/new?city={helsinki.id}",
        ("cities", "cities/companies", "offices", "travel"),
    )
    hours = {"days": helsinki.starts_on.isoformat(), "starts": "09:00", "ends": "12:00", "changeover": "0"}
    counts = []
    for number in range(4):
        company = make.make_organisation(session, f"Office {number}")
        one = make.make_delegation(session, mission, category, company)
        session.commit()
        sent = hours | {
            "delegation_id": str(one.id),
            "minutes": "60",
            "position": "60.2, 24.9",
            "address": "Kivikuja 4",
        }
        night = client.post(path, data=sent | {"starts": "22:00", "ends": "02:00"})
        assert "The hours of a day end after they begin, and before midnight." in text(night)
        assert client.post(path, data=sent).status_code == 303
        statements.clear()
        for page in pages:
            assert client.get(f"/o/{mission.slug}/{page}").status_code == 200
        counts.append(len(statements))

    shown = text(client.get(f"/o/{mission.slug}/offices"))
    assert counts[1:] == counts[1:2] * 3
    assert ("4 offices." in shown, "Kivikuja 4" in shown) == (True, True)
    assert len(session.exec(select(Slot).where(Slot.venue_id == Place.venue_id, Place.kind == "office")).all()) == 12
    twice = client.post(path, data=sent)
    assert (twice.status_code, "Choose one from the list" in text(twice)) == (422, True)
    wrong = client.post(path, data=sent | {"delegation_id": "0", "position": "91, 0"})
    assert wrong.status_code == 422
