"""Log-ins end: on one device by logging out, everywhere at a wish, and the staff's after a time."""

from datetime import timedelta

import pytest
import time_machine
from flask import g
from flask import session as cookie
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import EndedLogin, Person
from matchmaker.people.commands.sessions import end_login, end_sessions
from matchmaker.people.queries import login_ended
from tests.builders.staff_login import STAFF_EMAIL, STAFF_PASSWORD, is_in, log_in
from tests.builders.web import log_in_as, make_app
from web.auth.guards import organising_watch
from web.auth.identity import ParticipantUser, StaffUser
from web.auth.logins import LOGIN, Login
from web.config import COOKIE


def copied(client, app, name=COOKIE):
    """Another browser with a copy of the session cookie."""
    thief = app.test_client()
    thief.set_cookie(name, client.get_cookie(name).value)
    return thief


@pytest.mark.parametrize("kind", ["staff", "participant"])
def test_a_copied_cookie_is_worthless_after_logging_out(app, enter, staff, registration, kind):
    if kind == "staff":
        client, page = app.test_client(), "/o/namur/"
        log_in(client)
    else:
        client, page = enter(registration), "/e/namur/wishes"
    thief = copied(client, app)
    assert thief.get(page).status_code == 200

    client.post("/logout")

    assert thief.get(page).status_code == 302


def test_logging_out_leaves_the_other_devices_logged_in(app, client, staff):
    phone = app.test_client()
    log_in(client)
    log_in(phone)

    client.post("/logout")

    assert not is_in(client)
    assert is_in(phone)


@pytest.mark.parametrize("kind", ["staff", "participant"])
def test_logging_out_everywhere_ends_all_devices(app, enter, staff, registration, kind):
    if kind == "staff":
        here, there = log_in_as(app.test_client(), StaffUser(staff)), log_in_as(app.test_client(), StaffUser(staff))
        page = "/o/namur/"
    else:
        here, there, page = enter(registration), enter(registration), "/e/namur/wishes"
    assert there.get(page).status_code == 200

    left = here.post("/logout/everywhere")

    assert left.status_code == 303
    assert here.get(page).status_code == there.get(page).status_code == 302


def test_logging_in_again_ends_the_log_in_before(app, client, staff):
    log_in(client)
    thief = copied(client, app)

    log_in(client)

    assert is_in(client)
    assert not is_in(thief)


def test_an_idle_log_in_of_the_staff_ends(app, client, staff):
    log_in(client)
    with time_machine.travel(clock.now() + timedelta(minutes=119)):
        assert is_in(client)
    with time_machine.travel(clock.now() + timedelta(minutes=119 + 119)):
        assert is_in(client)  # the use before counts
    with time_machine.travel(clock.now() + timedelta(minutes=119 + 119 + 121)):
        assert not is_in(client)


def test_a_log_in_of_the_staff_ends_after_twelve_hours_of_use(client, staff):
    log_in(client)
    began = clock.now()

    used = []
    for hours in range(1, 13):
        with time_machine.travel(began + timedelta(hours=hours)):
            used.append(is_in(client))

    assert used == [True] * 11 + [False]


def test_the_limits_are_those_of_the_configuration(config, session, staff):
    shorter = config.model_copy(update={"staff_idle_minutes": 5, "staff_hours": 1.0})
    client = make_app(shorter, session).test_client()
    log_in(client)

    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        assert not is_in(client)


def test_a_participant_stays_for_weeks(enter, registration):
    client = enter(registration)

    with time_machine.travel(clock.now() + timedelta(days=20)):
        assert client.get("/e/namur/wishes").status_code == 200


def test_a_participant_logs_in_again_after_ninety_days_however_often_they_come(enter, registration):
    client, began = enter(registration), clock.now()

    seen = {}
    for day in (25, 50, 75, 89, 90):
        with time_machine.travel(began + timedelta(days=day)):
            seen[day] = client.get("/e/namur/wishes").status_code

    assert seen == {25: 200, 50: 200, 75: 200, 89: 200, 90: 302}


def test_a_participants_log_in_of_an_older_version_lives_on_and_can_be_ended(app, session, registration):
    person = session.get_one(Person, registration.person_id)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = ParticipantUser(person).get_id()
    thief = copied(client, app)
    assert client.get("/e/namur/wishes").status_code == 200

    client.post("/logout")

    assert thief.get("/e/namur/wishes").status_code == 302


def test_the_staffs_log_in_of_an_older_version_has_ended(client, session, staff):
    session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"staff:{staff.id}:1"

    assert not is_in(client)


@pytest.mark.parametrize(
    "identity", ["", "staff:²:1", "staff:1", "x:1:1", "participant:-1:1", "staff:99999999999:1", None]
)
def test_an_identity_that_is_none_is_nobody(client, identity):
    with client.session_transaction() as cookie:
        cookie["_user_id"] = identity

    assert client.get("/login").status_code == 200


def test_ended_log_ins_are_known_by_hash_and_forgotten_when_no_cookie_can_be_left(session):
    end_login(session, "first")
    end_login(session, "first")
    kept = session.exec(select(EndedLogin)).one()
    assert "first" not in kept.key_hash

    with time_machine.travel(clock.now() + timedelta(days=32)):
        end_login(session, "second")

    assert not login_ended(session, "first")
    assert login_ended(session, "second")


def test_a_stream_ends_with_the_log_in_of_its_reader_or_their_role(app, session, staff):
    session.commit()
    with app.test_request_context("/o/namur/"):
        cookie["_user_id"], login = StaffUser(staff).get_id(), Login.new()
        login.keep()
        g.staff = staff
        may_read = organising_watch("namur")

    with app.app_context():
        assert may_read(session)
        end_login(session, login.key)
        assert not may_read(session)
        session.rollback()
        assert may_read(session)
        end_sessions(session, staff)
        assert not may_read(session)


# --- the cookie ---


def secure(config, session):
    return make_app(config.model_copy(update={"public_url": "https://b2b.example"}), session)


def test_over_https_no_other_host_can_plant_the_cookie(config, session, staff):
    client = secure(config, session).test_client()
    entered = client.post(
        "/staff/login", data={"email": STAFF_EMAIL, "password": STAFF_PASSWORD}, base_url="https://b2b.example"
    )

    cookie = entered.headers["Set-Cookie"]
    assert cookie.startswith("__Host-matchmaker=")
    assert "; Secure" in cookie
    assert "; Path=/" in cookie
    assert "Domain" not in cookie


def test_a_cookie_of_an_older_version_gets_its_new_name(app, config, session, registration):
    person = session.get_one(Person, registration.person_id)
    encrypted = secure(config, session)
    older = encrypted.session_interface.get_signing_serializer(encrypted)
    client = encrypted.test_client()
    client.set_cookie(
        COOKIE, older.dumps({"_user_id": ParticipantUser(person).get_id(), "_permanent": True}), domain="b2b.example"
    )

    page = client.get("/e/namur/wishes", base_url="https://b2b.example")

    assert page.status_code == 200
    assert [cookie.partition("=")[0] for cookie in page.headers.getlist("Set-Cookie")] == [
        "__Host-matchmaker",
        "matchmaker",
    ]
    assert client.get_cookie(COOKIE, domain="b2b.example") is None
    assert client.get("/e/namur/wishes", base_url="https://b2b.example").status_code == 200


@pytest.mark.parametrize("planted", ["nonsense", "a newer one"])
def test_a_planted_cookie_of_the_plain_name_is_not_taken(config, session, registration, planted):
    encrypted = secure(config, session)
    person = session.get_one(Person, registration.person_id)
    signer = encrypted.session_interface.get_signing_serializer(encrypted)
    newer = {"_user_id": ParticipantUser(person).get_id(), LOGIN: {"key": "x", "began": 0, "seen": 0}}
    client = encrypted.test_client()
    client.set_cookie(COOKIE, "x.y.z" if planted == "nonsense" else signer.dumps(newer), domain="b2b.example")

    assert client.get("/e/namur/wishes", base_url="https://b2b.example").status_code == 302
