"""Log-in of the staff by password."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.models import EventStaff, LoginTry
from matchmaker.people.rules.passwords import SHORTEST_PASSWORD, hash_password
from tests.builders.accounts import authenticate, make_organiser
from tests.builders.factories import make_event, make_staff
from tests.builders.pages import without_tokens
from tests.builders.sessions import begin, whose
from web.auth.cookie import USER

PASSWORD = "correct horse battery"


@pytest.fixture
def event(session):
    return make_event(session, slug="namur")


@pytest.fixture
def staff(session, event):
    return make_organiser(session, "Anne@cluster.example", "Anne Dubois", PASSWORD, event)


def log_in(client, email="anne@cluster.example", password=PASSWORD, **data):
    return client.post("/staff/login", data={"email": email, "password": password, **data})


def test_the_right_password_leads_to_the_only_event(client, session, staff):
    entered = log_in(client)

    assert (entered.status_code, entered.location) == (303, "/o/namur/")
    with client.session_transaction() as cookie:
        assert whose(session, cookie[USER]) == staff
        assert not cookie.permanent  # ends with the browser


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, staff):
    wrong = log_in(client, password="wrong")
    unknown = log_in(client, email="nobody@cluster.example")

    assert wrong.status_code == unknown.status_code == 422
    assert without_tokens(wrong.text).replace("anne@", "nobody@") == without_tokens(unknown.text)


def test_an_inactive_account_stays_out(client, session, staff):
    staff.active = False
    session.add(staff)

    assert log_in(client).status_code == 422


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(client, staff):
    wrong = [log_in(client, password="wrong").status_code for _ in range(5)]

    assert wrong == [422] * 5
    assert log_in(client).status_code == 429


def test_the_door_opens_again_after_a_quarter_of_an_hour(client, staff):
    for _ in range(6):
        log_in(client, password="wrong")

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert log_in(client).status_code == 303


def test_another_client_is_not_locked_out_by_them(client, staff):
    for _ in range(6):
        log_in(client, password="wrong")

    elsewhere = client.post(
        "/staff/login",
        data={"email": "anne@cluster.example", "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )

    assert elsewhere.status_code == 303


def test_one_client_may_not_try_many_addresses(client):
    answers = [log_in(client, email=f"staff{number}@cluster.example").status_code for number in range(31)]

    assert answers == [422] * 30 + [429]


def test_a_successful_log_in_forgets_the_tries_of_the_address(client, session, staff):
    log_in(client, password="wrong")
    log_in(client)

    keys = {one.key for one in session.exec(select(LoginTry))}
    assert len(keys) == 1  # only the client's own count is left


def test_the_session_is_new_after_the_log_in(client, staff):
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        cookie["language"] = "en"

    log_in(client)

    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["language"] == "en"


@pytest.mark.parametrize(
    ("target", "led_to"), [("/o/namur/people", "/o/namur/people"), ("https://evil.example", "/o/namur/")]
)
def test_only_local_paths_are_followed(client, staff, target, led_to):
    assert log_in(client, next=target).location == led_to


def test_logging_out_empties_the_session_but_for_the_language(client, staff, as_organiser):
    as_organiser(client, staff)
    client.post("/language", data={"language": "en"})

    left = client.post("/logout")

    assert (left.status_code, left.location) == (303, "/")
    assert left.headers["Clear-Site-Data"] == '"cache"'
    with client.session_transaction() as cookie:
        assert dict(cookie) == {"language": "en"}


def test_a_short_password_is_refused():
    with pytest.raises(InvalidInput, match="at least 12"):
        hash_password("demo")


def test_making_somebody_organiser_twice_changes_the_password_and_ends_old_log_ins(session, event, staff):
    key = begin(session, staff)

    again = make_organiser(session, "ANNE@cluster.example", "Anne D.", "another long password", event)

    assert again.id == staff.id
    assert whose(session, key) is None
    assert authenticate(session, "anne@cluster.example", PASSWORD) is None
    assert len(session.exec(select(EventStaff)).all()) == 1


def test_somebody_without_a_usable_password_cannot_log_in(session, event):
    make_staff(session, event, email="x@cluster.example", email_key="x@cluster.example")

    assert authenticate(session, "x@cluster.example", "!") is None


def test_the_hash_is_argon2(staff):
    assert staff.password_hash.startswith("$argon2id$")
    assert SHORTEST_PASSWORD == 12
