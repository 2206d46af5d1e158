"""A mission that is published: Nivelyo meets Revontuli, visits Satama and flies home from Helsinki."""

from datetime import time

import pytest

from matchmaker.models import Attendance, Audience, Means, ProgrammeKind, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories as make
from tests.builders.forum import Forum
from tests.builders.mission import make_week


@pytest.fixture
def week(forum: Forum) -> Forum:
    session, event = forum.session, forum.event
    scenario = make_week(forum)
    hotel = forum.tables[0].venue_id
    home = make.make_venue(session, event, name="Airport", city="Zaventem", zone="Europe/Brussels")
    flight = {"kind": ProgrammeKind.TRANSFER, "means": Means.FLIGHT, "audience": Audience.CHOSEN, "buffer_before": 110}
    item = make.make_programme_item(
        session,
        session.get_one(type(home), hotel),
        starts=time(18, 5),
        ends=time(20, 50),
        to_venue_id=home.id,
        room="Terminal 2",
        titles={"fr": "Vol de retour", "en": "Flight home"},
        **flight,
    )
    session.add(Attendance(item_id=item.id, registration_id=forum.people["Nivelyo"].id))
    session.flush()
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum
