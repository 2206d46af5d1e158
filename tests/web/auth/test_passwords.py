"""A new password for a member of the staff: on their page, and by a link for one that was forgotten."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.mail.letters.links import PasswordMail
from matchmaker.models import Message
from tests.builders.accounts import authenticate, check_lock_is_free, make_organiser
from tests.builders.factories import make_event, make_staff
from tests.builders.login_links import answer_all
from tests.builders.pages import text, without_tokens
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser

EMAIL, PASSWORD, NEW = "anne@cluster.example", "correct horse battery", "four words nobody knows"


@pytest.fixture
def staff(session):
    return make_organiser(session, EMAIL, "Anne Dubois", PASSWORD, make_event(session, slug="namur"))


@pytest.fixture
def here(client, staff):
    client = log_in_as(client, StaffUser(staff))
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client


def change(client, current=PASSWORD, new=NEW):
    return client.post("/staff/account", data={"current": current, "new": new})


def asked(client, session, email=EMAIL):
    """The path of the link that comes by mail."""
    client.post("/staff/password", data={"email": email})
    answer_all(session)
    mails = session.exec(select(Message).where(Message.kind == PasswordMail.kind).order_by(Message.id.desc())).all()
    found = re.search(rb"/staff/password/[0-9a-f=\r\n-]+", mails[0].mime)
    return re.sub(r"=\r\n", "", found[0].decode()).split("\r")[0]


# --- on the page ---


def test_changing_the_password_ends_the_other_log_ins(app, here, session, staff):
    other = log_in_as(app.test_client(), StaffUser(staff))

    changed = change(here)

    assert (changed.status_code, changed.location) == (303, "/staff/account")
    assert here.get("/o/namur/").status_code == 200
    assert other.get("/o/namur/").status_code == 302
    assert authenticate(session, EMAIL, NEW) is not None
    assert authenticate(session, EMAIL, PASSWORD) is None


@pytest.mark.parametrize(
    ("current", "new", "said"),
    [
        ("wrong", NEW, "This is not your present password."),
        (PASSWORD, "short", "A password needs at least 12 characters."),
        (PASSWORD, "password1234", "This password is easily guessed."),
        (PASSWORD, "annedubois12", "This password is easily guessed."),
        (PASSWORD, "", "Please enter a password."),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(here, session, current, new, said):
    refused = change(here, current, new)

    assert refused.status_code == 422
    assert said in text(refused)
    assert authenticate(session, EMAIL, PASSWORD) is not None


def test_the_present_password_cannot_be_tried_out_by_whom_a_device_was_left_to(here):
    assert [change(here, "wrong").status_code for _ in range(6)] == [422] * 5 + [429]


def test_the_page_is_for_the_staff(client):
    assert client.get("/staff/account").status_code == 302
    assert change(client).status_code == 302 or change(client).status_code == 303


def test_hashes_are_computed_while_others_can_write(here, session, sqlite_url, monkeypatch):
    free = []

    def lock_is_free(*_args, **_named):
        check_lock_is_free(sqlite_url)
        free.append(True)
        return "a hash"

    monkeypatch.setattr("web.auth.account.is_password", lock_is_free)
    monkeypatch.setattr("web.auth.passwords.hash_password", lock_is_free)
    link = asked(here, session)

    assert here.post(link, data={"new": NEW}).status_code == 303
    assert free == [True]


# --- by a link ---


def test_a_link_sets_the_password_once_and_ends_all_log_ins(here, app, session):
    stranger = app.test_client()
    link = asked(stranger, session)
    assert stranger.get(link).status_code == 200
    assert stranger.get(link).headers["Cache-Control"] == "no-store"

    done = stranger.post(link, data={"new": NEW})

    assert (done.status_code, done.location) == (303, "/staff/login")
    assert authenticate(session, EMAIL, NEW) is not None
    assert here.get("/o/namur/").status_code == 302
    assert stranger.get(link).status_code == stranger.post(link, data={"new": PASSWORD}).status_code == 410


def test_opening_the_link_changes_nothing(client, session, staff):
    client.get(asked(client, session))

    assert authenticate(session, EMAIL, PASSWORD) is not None


def test_of_two_links_the_second_is_worthless_after_the_first(client, session, staff):
    first, second = asked(client, session), asked(client, session)

    assert client.post(first, data={"new": NEW}).status_code == 303
    assert client.post(second, data={"new": PASSWORD}).status_code == 410


def test_a_weak_password_leaves_the_link_usable(client, session, staff):
    link = asked(client, session)

    assert client.post(link, data={"new": "password1234"}).status_code == 422
    assert client.post(link, data={"new": NEW}).status_code == 303


def test_everything_behind_the_link_is_in_the_language_of_the_account(client, session, staff):
    staff.language = "nl"
    session.add(staff)
    link = asked(client, session)

    refused = text(client.post(link, data={"new": "short"}, headers={"Accept-Language": "de"}))

    assert "Een wachtwoord telt minstens 12 tekens." in refused


@pytest.mark.parametrize("end", ["time", "closed"])
def test_a_link_ends(client, session, staff, end):
    link = asked(client, session)
    later = clock.now()
    if end == "time":
        later += timedelta(minutes=31)
    else:
        staff.active = False
        session.add(staff)

    with time_machine.travel(later):
        assert client.get(link).status_code == client.post(link, data={"new": NEW}).status_code == 410


def test_a_link_is_nobody_elses(client, session, staff):
    link = asked(client, session)
    other = make_staff(session)

    assert client.get(link.replace(f"/{staff.id}-", f"/{other.id}-")).status_code == 410
    assert client.get("/staff/password/1-99999999999-" + "0" * 40).status_code == 410


def test_the_answer_does_not_tell_who_has_an_account(client, session, staff):
    known = client.post("/staff/password", data={"email": EMAIL})
    unknown = client.post("/staff/password", data={"email": "nobody@cluster.example"})

    assert known.status_code == unknown.status_code == 200
    assert without_tokens(known.text).replace(EMAIL, "nobody@cluster.example") == without_tokens(unknown.text)
    assert session.exec(select(Message)).all() == []  # what costs time comes after the answer
    answer_all(session)
    assert len(session.exec(select(Message)).all()) == 1


def test_links_are_limited(client, staff):
    answers = [client.post("/staff/password", data={"email": EMAIL}).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]
