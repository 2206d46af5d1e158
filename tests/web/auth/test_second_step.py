"""Second step of the staff's log-in: nothing is open before it, and no code works twice."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.mail.letters.accounts import AccountMail
from matchmaker.models import Message, RecoveryCode
from tests.builders.accounts import make_organiser
from tests.builders.factories import make_event
from tests.builders.pages import text
from tests.builders.second_factor import RECOVERY, give_app, shown_by_app
from web.auth.first_step import FIRST_STEP

EMAIL, PASSWORD = "anne@cluster.example", "correct horse battery"


@pytest.fixture
def staff(session):
    staff = make_organiser(session, EMAIL, "Anne Dubois", PASSWORD, make_event(session, slug="namur"))
    staff.language = "en"
    give_app(session, staff)
    return staff


def give_password(client, **data):
    return client.post("/staff/login", data={"email": EMAIL, "password": PASSWORD, **data})


def give_code(client, code=None, **data):
    return client.post("/staff/login/code", data={"code": shown_by_app() if code is None else code, **data})


def is_in(client):
    return client.get("/o/namur/").status_code == 200


def test_the_password_leads_to_the_code_and_the_code_to_the_event(client, staff):
    first = give_password(client)

    assert (first.status_code, first.location) == (303, "/staff/login/code")
    assert client.get(first.location).status_code == 200
    second = give_code(client)
    assert (second.status_code, second.location) == (303, "/o/namur/")
    assert is_in(client)


def test_the_page_that_was_wanted_comes_after_the_code(client, staff):
    first = give_password(client, next="/o/namur/people")

    assert first.location == "/staff/login/code?next=/o/namur/people"
    assert give_code(client, next="/o/namur/people").location == "/o/namur/people"


def test_the_password_alone_opens_nothing(client, staff):
    give_password(client)

    assert not is_in(client)
    assert client.get("/staff/account").status_code == 302
    assert client.get("/").status_code == 200
    assert "Anne Dubois" not in client.get("/").text


def test_the_password_ends_the_log_in_that_was_there(client, session, staff, as_organiser):
    as_organiser(client, staff)
    assert is_in(client)

    give_password(client)

    assert not is_in(client)


def test_a_code_works_once_for_all_devices(app, client, staff):
    code, other = shown_by_app(), app.test_client()
    give_password(client)
    give_password(other)

    assert give_code(client, code).status_code == 303
    assert give_code(other, code).status_code == 422


def test_a_code_before_the_last_one_is_not_taken_any_more(app, client, staff):
    earlier = shown_by_app(clock.now() - timedelta(seconds=30))
    other = app.test_client()
    give_password(client)
    give_password(other)

    assert give_code(client).status_code == 303
    assert give_code(other, earlier).status_code == 422


@pytest.mark.parametrize("code", ["000000", "", "k3m9-x2pq-7hww", "zzzz-zzzz-zzzz", "x" * 41, "\u0660" * 6])
def test_a_wrong_code_is_refused(client, staff, code):
    give_password(client)

    assert give_code(client, code).status_code == 422
    assert not is_in(client)


def test_a_code_without_a_password_begins_with_the_password(client, staff):
    answer = give_code(client)

    assert (answer.status_code, answer.location) == (303, "/staff/login")
    assert not is_in(client)


def test_the_second_step_ends_after_five_minutes(client, staff):
    give_password(client)

    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        assert give_code(client).location == "/staff/login"
        assert not is_in(client)


@pytest.mark.parametrize("end", ["password", "closed"])
def test_the_second_step_ends_with_the_account_as_it_was(client, session, staff, end):
    give_password(client)
    if end == "password":
        staff.password_hash = "another"
    else:
        staff.active = False
    session.add(staff)

    assert give_code(client).location == "/staff/login"


def test_the_session_of_the_first_step_is_gone_afterwards(client, staff):
    give_password(client)
    give_code(client)

    with client.session_transaction() as cookie:
        assert FIRST_STEP not in cookie


def test_codes_are_limited_though_the_password_is_right(client, staff):
    tries = []
    for _ in range(6):
        give_password(client)
        tries.append(give_code(client, "000000").status_code)

    assert tries == [422] * 5 + [429]
    assert give_code(client).status_code == 429


def test_a_recovery_code_works_once_and_is_told(app, client, session, staff):
    other = app.test_client()
    give_password(client)
    give_password(other)

    assert give_code(client, RECOVERY.upper()).status_code == 303
    assert "0 recovery codes are left." in client.get("/o/namur/").text
    assert give_code(other, RECOVERY).status_code == 422
    assert session.exec(select(RecoveryCode.used_at)).one() is not None
    mail = session.exec(select(Message).where(Message.kind == AccountMail.kind)).one()
    assert (mail.recipient, mail.subject) == (EMAIL, "A recovery code was used")


def test_the_page_can_be_worded_for_recovery_codes(client, staff):
    give_password(client)

    assert "Recovery code" in text(client.get("/staff/login/code?recovery=1"))
    assert "Recovery code" in text(give_code(client, "000000", recovery="1"))
