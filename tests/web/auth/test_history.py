"""Log-ins, their ends and passwords in the history, with the shortened network that they came from."""

import pytest
from sqlmodel import select

from matchmaker.models import AuditEntry, Organisation
from matchmaker.people.commands.login import mail_link
from matchmaker.people.rules.passwords import hash_password
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.sent_links import log_in_path, reset_path
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser

EMAIL, PASSWORD, NEW = "anne@cluster.example", "correct horse battery", "four words nobody knows"
NETWORK = "192.0.2.0/24"


@pytest.fixture
def client(app):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    return client


@pytest.fixture
def anne(session):
    event = make.make_event(session, slug="namur")
    values = {"name": "Anne", "email": EMAIL, "email_key": EMAIL, "password_hash": hash_password(PASSWORD)}
    return make.make_staff(session, event, **values)


@pytest.fixture
def ada(session):
    event = make.make_event(session)
    delegation = make.make_delegation(session, event, make.make_category(session, event))
    organisation = session.get_one(Organisation, delegation.organisation_id)
    person = make.make_person(session, organisation, last_name="Lovelace", email="ada@nivelyo.example")
    return make.make_registration(session, delegation, person)


def test_log_ins_of_the_staff_refused_and_right(client, session, anne):
    for email, password in ((EMAIL, "wrong"), ("nobody@cluster.example", PASSWORD), (EMAIL, PASSWORD)):
        client.post("/staff/login", data={"email": email, "password": password})

    assert trail(session) == [
        ("", "login_failed", "Anne", NETWORK),
        ("", "login_unknown", "", NETWORK),
        ("Anne", "login", "Anne", NETWORK),
    ]


def test_no_typed_address_is_kept(client, session, anne):
    for typed in ("nobody@cluster.example", EMAIL):
        client.post("/staff/login", data={"email": typed, "password": "wrong"})

    kept = [row.model_dump_json() for row in session.exec(select(AuditEntry))]
    assert [("nobody" in row, "anne@" in row, "wrong" in row) for row in kept] == [(False, False, False)] * 2


def test_log_ins_of_participants_refused_and_right(client, session, ada):
    mail_link(session, "ada@nivelyo.example")
    path = log_in_path(session)
    client.get(path)
    for _ in range(2):
        client.post(path, data={"person": ada.person_id})
    client.post("/login/never-made", data={"person": ada.person_id})

    assert trail(session) == [
        ("Ada Lovelace", "login", "", NETWORK),
        ("", "login_link_refused", "Ada Lovelace", NETWORK),
    ]
    assert {row.community_id for row in session.exec(select(AuditEntry))} == {make.home(session).id}


def test_a_password_that_is_changed(client, session, anne):
    log_in_as(client, StaffUser(anne)).post("/staff/account", data={"current": PASSWORD, "new": NEW})

    assert trail(session) == [("Anne", "password_changed", "Anne", NETWORK)]


def test_a_password_that_is_set_by_a_link(client, session, anne):
    client.post("/staff/password", data={"email": EMAIL})
    client.post("/staff/password", data={"email": "nobody@cluster.example"})
    client.post(reset_path(session), data={"new": NEW})

    assert trail(session) == [("", "password_link", "Anne", NETWORK), ("Anne", "password_reset", "Anne", NETWORK)]
