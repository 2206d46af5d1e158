"""Where somebody is logged in: this device is marked, others end after the password or a fresh link."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import LoginSession, Person
from matchmaker.people.rules.devices import Device
from tests.builders.history import trail
from tests.builders.login_links import links_mailed
from tests.builders.pages import text
from tests.builders.sessions import begin, whose
from tests.builders.staff_login import STAFF_PASSWORD, is_in
from tests.builders.web import log_in_as
from web.auth.cookie import USER
from web.auth.identity import StaffUser

PHONE = Device("Firefox", "Android")
STAFF_PAGE, PAGE = "/staff/account/sessions", "/e/namur/sessions"


@pytest.fixture
def here(client, staff):
    client = log_in_as(client, StaffUser(staff))
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client


@pytest.fixture
def person(session, registration):
    return session.get_one(Person, registration.person_id)


def numbers(session):
    """The ids of all sessions, in the order of their log-ins."""
    return session.exec(select(LoginSession.id).order_by(LoginSession.id)).all()


def test_the_staff_sees_devices_and_ends_one_with_the_password(here, app, session, staff):
    phone = log_in_as(app.test_client(), StaffUser(staff), PHONE)
    [_, number] = numbers(session)
    page = text(here.get(STAFF_PAGE))
    assert ("Firefox on Android" in page, page.count("this device"), page.count("Log out there")) == (True, 1, 2)

    wrong = here.post(STAFF_PAGE, data={"session": number, "password": "wrong"})
    assert (wrong.status_code, is_in(phone)) == (422, True)
    right = here.post(STAFF_PAGE, data={"session": number, "password": STAFF_PASSWORD})

    assert (right.status_code, right.location) == (303, STAFF_PAGE)
    assert (is_in(phone), is_in(here)) == (False, True)
    assert trail(session)[-1][1] == "end_log_in"


def test_the_staff_ends_all_others(here, app, session, staff):
    others = [log_in_as(app.test_client(), StaffUser(staff)) for _ in range(2)]

    here.post(STAFF_PAGE, data={"session": "others", "password": STAFF_PASSWORD})

    assert [is_in(one) for one in (here, *others)] == [True, False, False]


def test_a_fresh_log_in_of_a_participant_ends_others(enter, registration, session, person):
    client, phone = enter(registration), begin(session, person, PHONE)
    third, number = begin(session, person), numbers(session)[1]
    assert "Firefox on Android" in text(client.get(PAGE))

    client.post(PAGE, data={"session": number})
    assert [whose(session, key) for key in (phone, third)] == [None, person]
    client.post(PAGE, data={"session": "others"})

    assert whose(session, third) is None
    assert client.get(PAGE).status_code == 200


def test_an_older_log_in_of_a_participant_asks_for_a_link_that_leads_back(enter, registration, session, person):
    client, phone = enter(registration), begin(session, person, PHONE)
    with time_machine.travel(clock.now() + timedelta(minutes=15)):
        page = text(client.get(PAGE))
        assert ("Send me a link" in page, "Log out there" in page) == (True, False)
        client.post(PAGE, data={"session": "others"})
        assert whose(session, phone) == person

        client.post(f"{PAGE}/link")
        [link] = links_mailed(session)
        entered = client.post(link, data={"person": person.id})

        assert entered.location == PAGE
        assert "Log out there" in text(client.get(PAGE))


@pytest.mark.parametrize("number", ["theirs", "0", "-1", "99999999999", "²", "", "x"])
def test_a_session_of_somebody_else_is_not_found(here, enter, registration, session, staff, person, number):
    theirs, of_staff = begin(session, person), begin(session, staff)
    if number == "theirs":
        number = numbers(session)[1]
    assert here.post(STAFF_PAGE, data={"session": number, "password": STAFF_PASSWORD}).status_code == 404

    participant = enter(registration)
    if isinstance(number, int):
        number = numbers(session)[2]
    assert participant.post(PAGE, data={"session": number}).status_code == 404
    assert (whose(session, theirs), whose(session, of_staff)) == (person, staff)


def test_what_a_leaked_database_holds_is_no_cookie(app, session, staff):
    begin(session, staff)
    row = session.exec(select(LoginSession)).one()

    for stolen in (row.key_hash, str(row.id)):
        thief = app.test_client()
        with thief.session_transaction() as cookie:
            cookie[USER] = stolen
        assert not is_in(thief)
