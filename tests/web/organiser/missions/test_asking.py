"""Counterparts asked by mail, on the organisers' page: read beforehand, those ticked, as many statements for many."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Counterpart, Delegation, Message, Organisation, Prospect, ProspectStage
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


def test_the_preview_names_companies_of_an_earlier_mail_as_the_mail_does(client, session, path):
    first = session.exec(select(Prospect)).one()
    lumo = session.exec(select(Organisation).where(Organisation.name == "Lumo")).one()
    theirs = session.exec(select(Delegation).where(Delegation.organisation_id == lumo.id)).one()
    values = {"stage": ProspectStage.CONTACTED, "wanted_at": clock.now(), "asked_at": clock.now()}
    session.add(Prospect(counterpart_id=first.counterpart_id, delegation_id=theirs.id, pitch="Lamps.", **values))
    session.commit()

    assert "Lamps." in text(client.get(path))


def test_as_many_statements_for_many_counterparts_as_for_few(client, session, path, statements):
    first = session.exec(select(Prospect)).one()
    satama = session.exec(select(Counterpart)).one()
    counts = []
    for number in range(6):
        organisation = make.make_organisation(session, f"Port {number}")
        where = {"event_id": satama.event_id, "leg_id": satama.leg_id, "organisation_id": organisation.id}
        other = Counterpart(**where, first_name="Eero", last_name="Ranta", email=f"eero@port{number}.example")
        session.add(other)
        session.flush()
        values = {"stage": ProspectStage.WANTED, "wanted_at": clock.now(), "delegation_id": first.delegation_id}
        session.add(Prospect(counterpart_id=other.id, **values))
        session.commit()
        statements.clear()
        assert f"Port {number}" in text(client.get(path))
        counts.append(len(statements))

    assert counts == counts[:1] * 6
