"""The table of minutes between districts: shown, kept once their impact was seen, refused in words."""

import pytest
from sqlmodel import select

from matchmaker.models import Leg, Venue, row_id
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.prospects import small_mission


@pytest.fixture
def mission(session):
    found = small_mission(session)
    there = {"zone": found.leg.zone, "leg_id": found.leg.id}
    for name, district in (("Kaisla", "Centre"), ("Satama", "Port"), ("Metsä", "")):
        make.make_venue(session, found.event, name=name, district=district, **there)
    session.commit()
    return found


@pytest.fixture
def organiser(client, session, mission, as_organiser):
    as_organiser(client, make.make_staff(session, mission.event, language="en"))
    return client


@pytest.fixture
def path(mission) -> str:
    return f"/o/{mission.event.slug}/travel/districts/{mission.leg.id}"


def test_each_two_districts_have_a_field_and_what_is_entered_is_kept(session, organiser, mission, path):
    page = organiser.get(path)
    asked = organiser.post(path, data=fields(page) | {"way1_0": "25"})
    saved = asked if asked.status_code == 303 else organiser.post(path, data=fields(asked))

    session.expire_all()
    assert "Minutes from Port to Centre" in page.text
    assert "1 place of the city is in no district" in text(page)
    assert (saved.status_code, session.get_one(Leg, row_id(mission.leg)).district_minutes) == (
        303,
        {"centre": {"port": 25}},
    )
    ways = text(organiser.get(f"/o/{mission.event.slug}/travel"))
    assert ("by district" in ways, "By district" in ways) == (True, True)


@pytest.mark.parametrize("typed", ["soon", "1441", "-1"])
def test_what_is_no_number_of_minutes_is_said_and_stays_in_its_field(session, organiser, mission, path, typed):
    sent = organiser.post(path, data=fields(organiser.get(path)) | {"way1_0": typed})

    assert (sent.status_code, f'value="{typed}"' in sent.text) == (422, True)
    assert session.get_one(Leg, row_id(mission.leg)).district_minutes == {}


def test_what_two_have_entered_at_the_same_time_is_merged(session, organiser, mission, path):
    mine = fields(organiser.get(path)) | {"way1_1": "10"}
    organiser.post(path, data=fields(organiser.get(path)) | {"way1_0": "25"})

    organiser.post(path, data=mine)

    session.expire_all()
    assert session.get_one(Leg, row_id(mission.leg)).district_minutes == {"centre": {"port": 25}, "port": {"port": 10}}


def test_a_city_without_districts_says_where_to_enter_them(session, organiser, mission, path):
    for venue in session.exec(select(Venue)).all():
        venue.district = ""
    session.commit()

    assert "No district yet" in text(organiser.get(path))
