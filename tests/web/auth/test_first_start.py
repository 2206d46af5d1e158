"""First start: an empty installation gets its community and its first administrator on screen."""

import pytest
from sqlmodel import Session, select

from matchmaker.models import Community, CommunityRole, CommunityStaff, Staff
from matchmaker.team.queries.first_start import first_code
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.pages import text

VALUES = {
    "community": "Grappe  TIC",
    "name": "Anne Dubois",
    "email": "anne@grappe.example",
    "new": "lanterne cuivre verger sept",
}


@pytest.fixture
def values(config) -> dict[str, str]:
    return VALUES | {"code": first_code()}


def accounts(session: Session) -> list[tuple[str, str, CommunityRole]]:
    session.expire_all()
    statement = (
        select(Community.name, Staff.email, CommunityStaff.role).join_from(CommunityStaff, Staff).join(Community)
    )
    return list(session.exec(statement).all())


def test_an_empty_installation_is_set_up_on_screen(client, session, values):
    assert client.get("/").location == "/first-start"
    assert "Code" in text(client.get("/first-start"))

    made = client.post("/first-start", data=values, follow_redirects=True)

    assert (made.status_code, made.request.path) == (200, "/")
    assert "Grappe TIC" in text(made)
    assert accounts(session) == [("Grappe TIC", "anne@grappe.example", CommunityRole.ADMINISTRATOR)]
    assert [entry[:2] for entry in trail(session)] == [("Anne Dubois", "make_administrator"), ("Anne Dubois", "login")]
    assert client.get("/first-start").status_code == 404
    assert client.post("/first-start", data=values).status_code == 404


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000", "é", "-"])
def test_nothing_is_made_without_the_code(client, session, values, code):
    refused = client.post("/first-start", data=values | {"code": code})

    assert refused.status_code == 422
    assert values["email"] in refused.text
    assert values["new"] not in refused.text
    assert accounts(session) == []


def test_the_code_is_read_as_people_type_it(client, session, values):
    client.post("/first-start", data=values | {"code": f" {values['code'].upper().replace('-', ' ')} "})

    assert len(accounts(session)) == 1


@pytest.mark.parametrize(
    "wrong", [{"new": "short"}, {"new": "password123456"}, {"email": "anne"}, {"name": " "}, {"community": ""}]
)
def test_what_cannot_be_used_is_said_beside_its_field(client, session, values, wrong):
    refused = client.post("/first-start", data=values | wrong)

    assert (refused.status_code, f'id="{next(iter(wrong))}-error"' in refused.text) == (422, True)
    assert accounts(session) == []


def test_codes_cannot_be_tried_out(client, values):
    wrong = values | {"code": "0000"}

    answers = [client.post("/first-start", data=wrong).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]


@pytest.mark.parametrize("there", [make.make_community, make.make_staff])
def test_an_installation_in_use_has_no_first_start(client, session, there):
    there(session)

    assert client.get("/").status_code == 200
    assert client.get("/first-start").status_code == 404
