"""Offices of counterparts: what is typed wrongly is said as what it is."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.missions.commands.offices import NewOffice, add_office
from matchmaker.models import Leg, Place
from matchmaker.setup.commands.blocks import BlockTimes
from tests.builders import factories as make
from tests.builders.forum import Forum
from tests.builders.mission import make_week

HERE = (60.18, 24.93)
MORNING = (time(9), time(12))


def add(forum: Forum, position=HERE, hours=MORNING) -> Place:
    """The office of Revontuli, which has none, in Helsinki."""
    make_week(forum)
    leg = forum.session.exec(select(Leg).where(Leg.name == "Helsinki")).one()
    new = NewOffice(
        delegation_id=forum.people["Revontuli"].delegation_id,
        leg_id=leg.id,
        address="Quay 1",
        postcode="",
        position=position,
        days=[leg.starts_on],
        times=BlockTimes(starts=hours[0], ends=hours[1], minutes=60, changeover=0),
    )
    return add_office(forum.session, forum.event, new, staff=make.make_staff(forum.session))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"position": HERE[::-1]}, "first the latitude, then the longitude"),
        ({"position": (50.85, 4.35)}, "this position is not in Helsinki"),
        ({"hours": (time(22), time(2))}, "The hours of a day end after they begin"),
        ({"hours": (time(9), time(9, 30))}, "The hours are too short for one visit"),
    ],
)
def test_what_is_wrong_is_said(forum, wrong, said):
    with pytest.raises(InvalidInput) as refused:
        add(forum, **wrong)

    assert said in str(refused.value)


def test_an_office_near_the_hotel_is_added(forum):
    assert add(forum).owner_id == forum.people["Revontuli"].delegation_id
