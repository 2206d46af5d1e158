"""Sessions end: by logging out, and after a time; their last use; cookies of older versions."""

from datetime import timedelta

import pytest
import time_machine
from flask import g
from flask import session as cookie
from sqlalchemy import event
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.models import LoginMethod, LoginSession, Person
from matchmaker.people.commands.sessions import end_session, end_sessions
from matchmaker.people.rules.sessions import key_hash
from tests.builders.crowded import make_published_forum
from tests.builders.sessions import begin
from tests.builders.staff_login import STAFF_EMAIL, STAFF_PASSWORD, is_in, log_in
from tests.builders.web import make_app
from web.auth.cookie import USER
from web.auth.guards import organising_watch
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


@pytest.mark.parametrize(("minutes", "written"), [(4, False), (5, True)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_last_use_is_written_every_five_minutes(client, session, staff, method, minutes, written):
    log_in(client)
    began = session.exec(select(LoginSession.used_at)).one()

    with time_machine.travel(began + timedelta(minutes=minutes)):
        client.get("/o/namur/") if method == "get" else client.post("/language", data={"language": "de"})

    assert (session.exec(select(LoginSession.used_at)).one() > began) is written


def test_a_page_that_notes_something_holds_one_connection_at_a_time(enter, session, config):
    forum = make_published_forum(session, 6)
    client, pool = enter(forum.people["Nivelyo"]), get_engine(config.sqlalchemy_url).pool
    session.commit()
    held = []
    event.listen(pool, "checkout", note := lambda *_: held.append(pool.checkedout()))

    with time_machine.travel(clock.now() + timedelta(minutes=5)):  # its use is noted, and that the agenda was seen
        client.get(f"/e/{forum.event.slug}/agenda")

    event.remove(pool, "checkout", note)
    session.expire_all()
    assert (set(held), forum.people["Nivelyo"].seen_release) == ({1}, 1)


@pytest.mark.parametrize(
    "identity", ["", "staff:²:1", "staff:1", "x:1:1", "participant:-1:1", "staff:99999999999:1", None]
)
def test_an_identity_that_is_none_is_nobody(client, identity):
    with client.session_transaction() as cookie:
        cookie[USER] = identity

    assert client.get("/login").status_code == 200


def test_a_stream_ends_with_the_session_of_its_reader_or_their_role(app, session, staff):
    key = begin(session, staff)
    session.commit()
    with app.test_request_context("/o/namur/"):
        cookie[USER] = key
        g.staff = staff
        may_read = organising_watch("namur")

    with app.app_context():
        assert may_read(session)
        end_session(session, key)
        assert not may_read(session)
        session.rollback()
        assert may_read(session)
        end_sessions(session, staff)
        assert not may_read(session)


# --- cookies of older versions: one row of all that a person has, made by the migration ---


@pytest.fixture
def older(session, registration):
    """The identity in the cookies of a person, and the second key of one of them that had ended."""
    identity, now = f"participant:{registration.person_id}:3", clock.now()
    for person, key, ended in ((registration.person_id, identity, None), (None, "second key", now)):
        row = LoginSession(person_id=person, key_hash=key_hash(key), method=LoginMethod.OLDER, ended_at=ended)
        session.add(row)
    session.flush()
    return identity


def with_cookie(app, **values):
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie.update(values)
    return browser


def test_an_older_cookie_lives_on_and_can_be_ended(app, older):
    of_0_2_0, later = with_cookie(app, _user_id=older), with_cookie(app, _user_id=older, login={"key": "another"})
    assert [one.get("/e/namur/wishes").status_code for one in (of_0_2_0, later)] == [200, 200]

    of_0_2_0.post("/logout")

    assert later.get("/e/namur/wishes").status_code == 302


def test_an_older_cookie_that_had_ended_stays_ended(app, older):
    browser = with_cookie(app, _user_id=older, login={"key": "second key"})

    assert browser.get("/e/namur/wishes").status_code == 302


def test_the_staffs_cookie_of_an_older_version_has_ended(app, staff):
    assert not is_in(with_cookie(app, _user_id=f"staff:{staff.id}:1", login={"key": "x"}))


# --- the cookie ---


def secure(config, session):
    return make_app(config.model_copy(update={"public_url": "https://b2b.example"}), session)


def test_over_https_no_other_host_can_plant_the_cookie(config, session, staff):
    client = secure(config, session).test_client()
    entered = client.post(
        "/staff/login", data={"email": STAFF_EMAIL, "password": STAFF_PASSWORD}, base_url="https://b2b.example"
    )

    cookies = entered.headers.getlist("Set-Cookie")
    assert sorted(one.partition("=")[0] for one in cookies) == ["__Host-matchmaker", "__Host-matchmaker-device"]
    for one in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(one.split("; "))
        assert "Domain" not in one


def test_a_cookie_of_an_older_version_gets_its_new_name(config, session, older):
    encrypted = secure(config, session)
    signer = encrypted.session_interface.get_signing_serializer(encrypted)
    client = encrypted.test_client()
    client.set_cookie(COOKIE, signer.dumps({USER: older, "_permanent": True}), domain="b2b.example")

    page = client.get("/e/namur/wishes", base_url="https://b2b.example")

    assert page.status_code == 200
    assert [cookie.partition("=")[0] for cookie in page.headers.getlist("Set-Cookie")] == [
        "__Host-matchmaker",
        "matchmaker",
    ]
    assert client.get_cookie(COOKIE, domain="b2b.example") is None
    assert client.get("/e/namur/wishes", base_url="https://b2b.example").status_code == 200


@pytest.mark.parametrize("planted", ["nonsense", "a newer one", "with a second key"])
def test_a_planted_cookie_of_the_plain_name_is_not_taken(config, session, registration, older, planted):
    encrypted = secure(config, session)
    signer = encrypted.session_interface.get_signing_serializer(encrypted)
    newer = {USER: begin(session, session.get_one(Person, registration.person_id))}
    values = {"nonsense": None, "a newer one": newer, "with a second key": {USER: older, "login": {"key": "x"}}}
    client = encrypted.test_client()
    client.set_cookie(COOKIE, signer.dumps(values[planted]) if values[planted] else "x.y.z", domain="b2b.example")

    assert client.get("/e/namur/wishes", base_url="https://b2b.example").status_code == 302


@pytest.mark.parametrize("kind", ["staff", "participant"])
def test_the_key_of_a_session_is_in_no_log_and_on_no_page(app, enter, staff, registration, capsys, kind):
    if kind == "staff":
        client, who = app.test_client(), staff.id
        log_in(client)
    else:
        client, who = enter(registration), registration.person_id
    with client.session_transaction() as cookie:
        key = cookie[USER]

    client.get("/o/theirs/people")
    page = client.get("/").text

    written = capsys.readouterr().out
    assert key not in written
    assert key not in page
    assert f'"who": "{kind}:{who}"' in written
    assert f'data-reader="{kind}:{who}"' in page
