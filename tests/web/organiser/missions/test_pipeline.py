"""The pipeline on the organisers' pages: filters, moves, somebody new, as many statements at any size."""

import re

import pytest
from sqlmodel import select

from matchmaker.models import Counterpart, Organisation, Prospect, ProspectStage, row_id
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.prospects import small_mission


@pytest.fixture
def mission(client, session, as_organiser):
    mission = small_mission(session)
    mission.approach("Nivelyo", ProspectStage.CONTACTED, next_step="Call again", due_on=mission.event.starts_on)
    mission.approach("Lumo")
    as_organiser(client, make.make_staff(session, mission.event, language="en", name="Anne"))
    session.commit()
    return mission


def test_board_and_table_show_who_must_act_and_the_filters_narrow_them(client, mission):
    path = f"/o/{mission.event.slug}/pipeline"
    board, table = text(client.get(path)), text(client.get(f"{path}?view=table&turn=counterpart"))

    assert ("1 counterpart" in board, "Call again" in board, "Nivelyo" in board, "Lumo" in board) == (True,) * 4
    assert ("Call again" in table, "Contacted" in table) == (True, True)
    assert "No counterpart fits" in text(client.get(f"{path}?q=nobody"))
    assert client.get(f"{path}?city=99999999999999&stage=x&turn=x").status_code == 200


def test_who_is_named_instead_of_a_contact_waits_on_each_page_where_organisers_look(client, session, mission):
    home = f"/o/{mission.event.slug}"
    pages = [f"{home}/", f"{home}/alerts", f"{home}/pipeline"]
    says = "1 counterpart says that somebody else comes instead of its contact"
    before = [says in text(client.get(page)) for page in pages]
    row = mission.counterpart
    row.instead_first_name, row.instead_last_name, row.instead_email = "Eino", "Laine", "eino@satama.example"
    session.commit()

    shown = [text(client.get(page)) for page in pages]

    assert before == [False] * 3
    assert [says in page for page in shown] == [True] * 3
    assert "Nothing waits for you." not in shown[1]


def test_one_click_moves_a_card_and_an_older_page_moves_nothing(client, session, mission):
    path = f"/o/{mission.event.slug}/pipeline"
    sent = fields(client.get(f"{path}?company={mission.companies['Lumo'].delegation_id}"), "prospect")
    move = f"{path}/{mission.counterpart.id}/move"

    first = client.post(move, data=sent)
    twice = client.post(move, data=sent, follow_redirects=True)

    session.refresh(mission.prospects["Lumo"])
    assert (first.status_code, mission.prospects["Lumo"].stage) == (303, ProspectStage.PROPOSED)
    assert "Moved" not in text(twice)


def test_a_counterpart_is_added_corrected_and_noted(client, session, mission):
    path = f"/o/{mission.event.slug}/pipeline"
    companies = [str(mission.companies["Lumo"].delegation_id)]
    new = {"leg_id": str(mission.leg.id), "name": "Laiturit Oy", "email": "timo@laiturit", "language": "en"}

    wrong = client.post(f"{path}/new", data=new | {"companies": companies})
    none = client.post(f"{path}/new", data=new | {"email": ""})
    added = client.post(f"{path}/new", data=new | {"companies": companies, "email": "timo@laiturit.example"})

    assert (wrong.status_code, none.status_code, added.status_code) == (422, 422, 303)
    made = session.exec(select(Counterpart).order_by(Counterpart.id.desc())).first()
    assert session.get_one(Organisation, made.organisation_id).name == "Laiturit Oy"
    page = client.get(f"{path}/{made.id}")
    client.post(f"{path}/{made.id}", data=fields(page) | {"first_name": "Timo", "last_name": "Kallio"})
    prospect = session.exec(select(Prospect).where(Prospect.counterpart_id == made.id)).one()
    noted = f"{path}/{made.id}/{prospect.id}"
    client.post(noted, data=fields(client.get(noted)) | {"next_step": "Write", "due_on": "2027-04-01"})
    session.refresh(made)
    session.refresh(prospect)
    assert (made.contact, prospect.next_step, prospect.due_on.isoformat()) == ("Timo Kallio", "Write", "2027-04-01")
    assert "Next step noted" in text(client.get(f"{path}/{made.id}"))


def test_a_board_of_one_stage_has_its_column_alone(client, mission):
    page = client.get(f"/o/{mission.event.slug}/pipeline?stage=contacted").text

    assert re.findall('id="stage-([a-z]+)"', page) == ["contacted"]


def test_no_page_asks_more_for_more_counterparts(client, session, mission, statements):
    path, counts = f"/o/{mission.event.slug}/pipeline", []
    pages = ("", "?view=table", f"/{mission.counterpart.id}", "/new", "/attaches")
    client.get(path)
    for number in range(3):
        organisation = make.make_organisation(session, f"More {number}")
        where = {"event_id": mission.event.id, "leg_id": mission.leg.id}
        more = Counterpart(**where, organisation_id=row_id(organisation))
        session.add(more)
        session.flush()
        session.add(Prospect(counterpart_id=row_id(more), delegation_id=mission.companies["Lumo"].delegation_id))
        session.commit()
        statements.clear()
        for page in pages:
            assert client.get(f"{path}{page}").status_code == 200, page
        counts.append(len(statements))

    assert len(set(counts)) == 1
    assert counts[0] <= 70
