"""Whom companies look for: on their own page, and on that of the organisers."""

import pytest
from sqlmodel import select

from matchmaker.missions.queries.demands import COUNTERPARTS
from matchmaker.models import Demand, EventKind, Leg, ProspectStage, row_id
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.prospects import small_mission


@pytest.fixture
def mission(client, session, as_organiser):
    """A mission to Helsinki; Anne is logged in."""
    event = make.make_event(session, kind=EventKind.MISSION)
    days = {"starts_on": event.starts_on, "ends_on": event.ends_on}
    session.add(Leg(event_id=row_id(event), name="Helsinki", zone=event.zone, **days))
    session.flush()
    as_organiser(client, make.make_staff(session, event, language="en", name="Anne"))
    return event


def joined(session, event, code: str, name: str):
    category = make.make_category(session, event, code)
    delegation = make.make_delegation(session, event, category, make.make_organisation(session, name))
    return make.make_registration(session, delegation)


def test_what_a_company_says_on_its_page_the_organisers_read_and_complete(client, session, mission, enter):
    registration = joined(session, mission, "company", "Lumo")
    ada, leg = enter(registration), session.exec(select(Leg.id)).one()
    path, theirs = f"/e/{mission.slug}/demands/{leg}", f"/o/{mission.slug}/demands/{leg}/{registration.delegation_id}"

    kept = ada.post(path, data=fields(ada.get(path)) | {"words": "Hôpitaux <b>", "profiles": ["resellers"]})
    also = client.post(theirs, data=fields(client.get(theirs)) | {"minutes": "45"})

    demand = session.exec(select(Demand)).one()
    session.refresh(demand)
    assert (kept.status_code, also.status_code) == (303, 303)
    found = (demand.words, demand.profiles, demand.minutes, demand.updated_by)
    assert found == ("Hôpitaux <b>", ["resellers"], 45, "Anne")
    assert "Hôpitaux <b>" in text(ada.get(f"/e/{mission.slug}/demands"))
    page = text(client.get(f"/o/{mission.slug}/demands?city={leg}"))
    assert "1 of 1 said" in page
    assert "Resellers and distributors" in page


def test_an_offer_alone_does_not_count_as_said(client, session, mission):
    lumo, leg = joined(session, mission, "company", "Lumo"), session.exec(select(Leg.id)).one()
    offer = {"offers": "Kameroita", "offers_language": "fi"}
    session.add(Demand(leg_id=leg, delegation_id=lumo.delegation_id, **offer))
    session.commit()

    page = text(client.get(f"/o/{mission.slug}/demands"))

    assert ("0 of 1 said" in page, "Helsinki 0" in page) == (True, True)


def test_a_counterpart_looks_for_nobody(session, mission, enter):
    ada, leg = enter(joined(session, mission, COUNTERPARTS, "Satama")), session.exec(select(Leg.id)).one()

    assert "Your organisation is visited" in text(ada.get(f"/e/{mission.slug}/demands"))
    assert ada.get(f"/e/{mission.slug}/demands/{leg}").status_code == 404
    assert ada.get(f"/e/{mission.slug}/demands/{leg + 1}").status_code == 404


def test_a_company_says_whether_it_wants_to_meet_who_is_proposed_to_it(session, enter):
    mission = small_mission(session)
    mission.approach("Lumo", ProspectStage.PROPOSED, pitch="Why we ask.")
    mission.approach("Nivelyo", ProspectStage.PROPOSED)
    session.commit()
    lumo, nivelyo = (enter(mission.companies[name]) for name in ("Lumo", "Nivelyo"))
    path = f"/e/{mission.event.slug}/demands"
    numbers = {name: prospect.id for name, prospect in mission.prospects.items()}

    page = text(lumo.get(path))
    wanted = lumo.post(f"{path}/proposals/{numbers['Lumo']}", data={"wants": "yes"})
    refused = nivelyo.post(f"{path}/proposals/{numbers['Nivelyo']}", data={"wants": "no"})
    twice = lumo.post(f"{path}/proposals/{numbers['Lumo']}", data={"wants": "yes"}, follow_redirects=True)
    contrary = lumo.post(f"{path}/proposals/{numbers['Lumo']}", data={"wants": "no"}, follow_redirects=True)
    theirs = lumo.post(f"{path}/proposals/{numbers['Nivelyo']}", data={"wants": "yes"})

    session.expire_all()
    assert ("Would you like to meet Satama?" in page, "Why we ask." in page, "Aino" in page) == (True, True, False)
    assert [answer.status_code for answer in (wanted, refused, twice, contrary, theirs)] == [303, 303, 200, 200, 404]
    assert "You want to meet them: they will be asked." in twice.text
    assert "has answered meanwhile: your company wants to meet them." in contrary.text
    assert "You want to meet Satama. They will be asked." in text(contrary)
    found = {name: (one.stage, one.wanted_at is not None) for name, one in mission.prospects.items()}
    assert found == {"Lumo": (ProspectStage.WANTED, True), "Nivelyo": (ProspectStage.DECLINED, False)}


def test_a_company_takes_back_what_it_said_until_the_counterpart_is_asked(session, enter):
    mission = small_mission(session)
    mission.approach("Lumo", ProspectStage.PROPOSED)
    session.commit()
    lumo, path = enter(mission.companies["Lumo"]), f"/e/{mission.event.slug}/demands"
    prospect = mission.prospects["Lumo"]
    answer, back = f"{path}/proposals/{prospect.id}", f"{path}/proposals/{prospect.id}/back"

    lumo.post(answer, data={"wants": "yes"})
    taken = lumo.post(back, follow_redirects=True).text
    session.refresh(prospect)
    stood = (prospect.stage, prospect.wanted_at, prospect.said_wants)
    lumo.post(answer, data={"wants": "yes"})
    session.refresh(prospect)
    prospect.stage, prospect.asked_at = ProspectStage.CONTACTED, prospect.wanted_at
    session.commit()
    late = lumo.post(back, follow_redirects=True).text
    session.refresh(prospect)

    assert ("Your answer is taken back." in taken, "Would you like to meet Satama?" in taken) == (True, True)
    assert stood == (ProspectStage.PROPOSED, None, None)
    assert ("This can no longer be taken back here" in late, "Take back" in late) == (True, False)
    assert prospect.stage is ProspectStage.CONTACTED
