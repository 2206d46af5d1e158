"""Passwords are checked outside transactions; tries are limited per account and network; guessable ones refused."""

import pytest

from matchmaker.people.commands.tries import PASSWORDS, count_try
from matchmaker.people.rules import passwords
from tests.builders.accounts import check_lock_is_free
from tests.builders.factories import make_staff
from tests.builders.staff_login import STAFF_EMAIL, is_in, log_in


def test_the_password_is_checked_while_others_can_write(client, staff, sqlite_url, monkeypatch):
    free = []

    def checked(known, password):
        check_lock_is_free(sqlite_url)
        free.append(True)
        return True

    monkeypatch.setattr("web.auth.staff.is_password", checked)

    assert log_in(client).status_code == 303
    assert log_in(client).status_code == 303  # logged in already
    assert free == [True, True]


def test_a_password_changed_while_it_was_checked_lets_nobody_in(client, session, staff, monkeypatch):
    def changes(known, password):
        staff.password_hash = "!"
        session.add(staff)
        session.commit()
        return True

    monkeypatch.setattr("web.auth.staff.is_password", changes)

    assert log_in(client).status_code == 422


def guess(client, address: str) -> int:
    data = {"email": STAFF_EMAIL, "password": "wrong"}
    return client.post("/staff/login", data=data, environ_base={"REMOTE_ADDR": address}).status_code


def test_an_account_is_tried_twenty_times_from_all_networks_together(app, client, staff):
    answers = [log_in(client, REMOTE_ADDR=f"192.0.{number}.1").status_code for number in range(3)]
    stranger, new_phone = app.test_client(), app.test_client()
    for number in range(21):
        guess(stranger, f"198.51.{number}.1")

    assert answers == [303] * 3
    assert log_in(new_phone, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert log_in(new_phone, REMOTE_ADDR="192.0.2.200").status_code == 303  # a network of theirs


def test_who_shares_a_network_does_not_shut_out_a_browser_that_is_known(app, client, staff):
    """Neither by guesses for the account nor by so many for any that the network is refused."""
    log_in(client, REMOTE_ADDR="192.0.2.7")
    client.post("/logout")
    stranger = app.test_client()
    for _ in range(6):
        guess(stranger, "192.0.2.7")
    for number in range(30):
        data = {"email": f"{number}@else.example", "password": "wrong"}
        stranger.post("/staff/login", data=data, environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert log_in(stranger, REMOTE_ADDR="192.0.2.7").status_code == 429
    assert log_in(client, REMOTE_ADDR="192.0.2.7").status_code == 303


def test_a_known_browser_has_five_tries_for_its_own_account_alone(app, client, staff):
    log_in(client, REMOTE_ADDR="192.0.2.7")
    client.post("/logout")
    guesses = [guess(client, f"198.51.{number}.1") for number in range(6)]

    assert guesses == [422] * 5 + [429]
    forged = app.test_client()
    for name in ("matchmaker-device", "__Host-matchmaker-device"):
        forged.set_cookie(name, "WyJhIiwiYiJd.forged.signature")
    assert log_in(forged, REMOTE_ADDR="203.0.113.9").status_code == 303


def test_a_network_of_ipv6_is_one_client(session):
    allowed = [count_try(session, PASSWORDS, "a@b.example", f"2001:db8:1:2::{number:x}") for number in range(6)]

    assert allowed == [True] * 5 + [False]
    assert count_try(session, PASSWORDS, "a@b.example", "2001:db8:1:3::1")


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "azertyuiop123",
        "aaaaaaaaaaaaaaaa",
        "123456789012",
        "anne.dubois1",
        "matchmaker12",
        "qwertyuiopqwerty",
    ],
)
def test_passwords_that_are_easily_guessed_are_refused(password):
    assert passwords.is_common(password, about=("Anne Dubois", "anne.dubois@cluster.example"))


@pytest.mark.parametrize(
    "password", ["correct horse battery", "another long password", "demo-organiser", "k9#vTq2!xLmP" * 9]
)
def test_long_or_random_passwords_are_taken(password):
    assert not passwords.is_common(password, about=("Anne Dubois",))


def test_somebody_without_an_event_sees_no_page(client, session, as_organiser):
    assert not is_in(as_organiser(client, make_staff(session)))
