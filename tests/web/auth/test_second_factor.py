"""Second factor on the page "My account": set up, recovery codes, turned off; demanded by a community."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.mail.letters.accounts import AccountMail
from matchmaker.models import AuditEntry, Community, Message, RecoveryCode
from tests.builders.accounts import make_organiser
from tests.builders.factories import make_community, make_community_role, make_event, make_staff
from tests.builders.pages import text
from tests.builders.second_factor import RECOVERY, give_app, shown_by_app
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser

EMAIL, PASSWORD = "anne@cluster.example", "correct horse battery"


@pytest.fixture
def staff(session):
    staff = make_organiser(session, EMAIL, "Anne Dubois", PASSWORD, make_event(session, slug="namur"))
    staff.language = "en"
    return staff


@pytest.fixture
def client(app, staff):
    return log_in_as(app.test_client(), StaffUser(staff))


@pytest.fixture
def with_app(session, staff):
    give_app(session, staff)
    return staff


def step(client, name, password=PASSWORD):
    return client.post("/staff/account/second-factor", data={"step": name, "password": password})


def key_shown(client):
    """The secret on the page, as somebody types it."""
    page = client.get("/staff/account/second-factor")
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)[1].replace(" ", "")


def confirm(client, code):
    return client.post("/staff/account/second-factor/code", data={"code": code})


def set_up(client):
    """Set it up with a new app and return the page with the recovery codes."""
    step(client, "set_up")
    return confirm(client, shown_by_app(secret=key_shown(client)))


def codes_on(page):
    return re.findall(r"<li>([\w-]{14})</li>", page.text)


def told(session):
    return list(session.exec(select(Message.subject).where(Message.kind == AccountMail.kind).order_by(Message.id)))


# --- set up ---


def test_a_first_code_turns_it_on_and_shows_ten_recovery_codes(client, session, staff):
    began = step(client, "set_up")
    done = confirm(client, shown_by_app(secret=key_shown(client)))

    assert (began.status_code, began.location) == (303, "/staff/account/second-factor")
    assert done.status_code == 200
    assert done.headers["Cache-Control"] == "no-store"
    assert len(codes_on(done)) == len(session.exec(select(RecoveryCode)).all()) == 10
    assert "10 recovery codes are left." in text(client.get("/staff/account"))
    assert told(session) == ["Your second factor is on"]
    assert session.exec(select(AuditEntry.verb).order_by(AuditEntry.id)).all() == [
        "create_organiser",
        "second_factor_on",
    ]


def test_the_secret_is_kept_encrypted_and_never_shown_again(client, session, staff):
    step(client, "set_up")
    key = key_shown(client)
    page = client.get("/staff/account/second-factor")
    assert page.headers["Cache-Control"] == "no-store"
    with client.session_transaction() as cookie:
        assert key not in str(dict(cookie))

    confirm(client, shown_by_app(secret=key))

    session.refresh(staff)
    assert staff.totp_secret
    assert key not in staff.totp_secret
    assert client.get("/staff/account/second-factor").location == "/staff/account"


def test_turning_it_on_ends_the_other_log_ins(app, client, staff):
    other = log_in_as(app.test_client(), StaffUser(staff))
    assert other.get("/o/namur/").status_code == 200

    set_up(client)

    assert client.get("/o/namur/").status_code == 200
    assert other.get("/o/namur/").status_code == 302


def test_the_first_code_does_not_log_in_again(app, client, staff):
    step(client, "set_up")
    code = shown_by_app(secret=key_shown(client))
    confirm(client, code)
    other = app.test_client()
    other.post("/staff/login", data={"email": EMAIL, "password": PASSWORD})

    assert other.post("/staff/login/code", data={"code": code}).status_code == 422


@pytest.mark.parametrize("code", ["000000", "", RECOVERY])
def test_a_wrong_first_code_turns_nothing_on_and_can_be_mended(client, session, staff, code):
    step(client, "set_up")
    key = key_shown(client)

    assert confirm(client, code).status_code == 422
    session.refresh(staff)
    assert staff.totp_secret == ""
    assert confirm(client, shown_by_app(secret=key)).status_code == 200


def test_a_secret_waits_for_half_an_hour_and_for_its_owner(client, session, staff, app):
    step(client, "set_up")
    key_shown(client)

    with client.session_transaction() as cookie:
        planted = cookie["second_factor"]
    colleague = log_in_as(app.test_client(), StaffUser(make_staff(session)))
    with colleague.session_transaction() as cookie:
        cookie["second_factor"] = planted
    assert colleague.get("/staff/account/second-factor").location == "/staff/account"
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert client.get("/staff/account/second-factor").location == "/staff/account"


@pytest.mark.parametrize("name", ["set_up", "codes", "off"])
def test_each_step_needs_the_password(client, session, with_app, name):
    refused = step(client, name, "wrong")

    assert refused.status_code == 422
    assert "This is not your present password." in text(refused)
    assert told(session) == []
    assert [step(client, name, "wrong").status_code for _ in range(5)] == [422] * 4 + [429]


def test_another_step_is_none(client, staff):
    assert step(client, "dance").status_code == 404


# --- afterwards ---


def test_new_recovery_codes_replace_the_earlier_ones(client, session, with_app):
    page = step(client, "codes")

    assert page.headers["Cache-Control"] == "no-store"
    assert sorted(code[:4] for code in codes_on(page)) == sorted(session.exec(select(RecoveryCode.label)))
    assert len(codes_on(page)) == 10
    assert RECOVERY not in codes_on(page)
    assert told(session) == ["You have new recovery codes"]


def test_another_phone_replaces_the_first_one(app, client, staff, with_app):
    set_up(client)
    other = app.test_client()
    other.post("/staff/login", data={"email": EMAIL, "password": PASSWORD})

    assert other.post("/staff/login/code", data={"code": shown_by_app()}).status_code == 422


def test_the_first_phone_works_until_another_one_is_confirmed(app, client, with_app):
    step(client, "set_up")
    other = app.test_client()
    other.post("/staff/login", data={"email": EMAIL, "password": PASSWORD})

    assert other.post("/staff/login/code", data={"code": shown_by_app()}).status_code == 303


def test_it_can_be_turned_off(app, client, session, with_app):
    other = log_in_as(app.test_client(), StaffUser(with_app))

    off = step(client, "off")

    assert (off.status_code, off.location) == (303, "/staff/account")
    session.refresh(with_app)
    assert with_app.totp_secret == ""
    assert session.exec(select(RecoveryCode)).all() == []
    assert client.get("/o/namur/").status_code == 200
    assert other.get("/o/namur/").status_code == 302
    assert told(session) == ["Your second factor is off"]


# --- demanded ---


@pytest.fixture
def demanding(session, staff):
    community = session.exec(select(Community)).one()
    community.demands_second_factor = True
    session.add(community)
    return community


def test_where_it_is_demanded_only_the_account_is_open_without_one(client, session, demanding):
    assert client.get("/o/namur/people").location == "/staff/account"
    assert client.get("/o/namur/people", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/staff/account"
    assert f"{demanding.name} demands a second factor." in text(client.get("/staff/account"))

    set_up(client)

    assert client.get("/o/namur/people").status_code == 200


def test_where_it_is_demanded_it_cannot_be_turned_off(client, session, with_app, demanding):
    refused = step(client, "off")

    assert refused.status_code == 422
    assert f"{demanding.name} demands a second factor." in text(refused)
    session.refresh(with_app)
    assert with_app.totp_secret


def test_another_community_demands_nothing_here(client, session, staff):
    elsewhere = make_community(session, demands_second_factor=True)
    make_community_role(session, make_staff(session), elsewhere)

    assert client.get("/o/namur/people").status_code == 200
