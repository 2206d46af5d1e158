"""Counterparts asked by mail, on the organisers' page: read beforehand, those ticked, and no more for more of them."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Message, ProspectStage
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.prospects import small_mission


@pytest.fixture
def path(client, session, as_organiser) -> str:
    mission = small_mission(session, language="de")
    mission.approach("Nivelyo", ProspectStage.WANTED, wanted_at=clock.now(), pitch="Sensors for quays.")
    as_organiser(client, make.make_staff(session, mission.event, language="en", name="Anne"))
    session.commit()
    return f"/o/{mission.event.slug}/pipeline/mails"


def test_the_mail_is_read_beforehand_and_goes_to_those_ticked(client, session, path):
    page = client.get(path)
    nobody = client.post(path, data=fields(page, "again") | {"counterpart": []})
    sent = client.post(path, data=fields(page, "again"))

    recipients = session.exec(select(Message.recipient).where(Message.kind == "counterpart_asked")).all()
    assert ("Sensors for quays." in text(page), nobody.status_code, sent.status_code) == (True, 303, 303)
    assert recipients == ["aino@satama.example"]
    assert "Nobody to write to" in text(client.get(path))
