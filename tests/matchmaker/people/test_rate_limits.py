"""The counting of tries and of mails, on both databases."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import LoginMethod, LoginSession, LoginTry
from matchmaker.people.commands.tries import (
    CODES,
    LINKS,
    PASSWORD_LINKS,
    PASSWORDS,
    REGISTRATIONS,
    count_mail,
    count_try,
    forget_tries,
)
from tests.builders.factories import make_staff

HERE = "192.0.2.1"


def test_tries_are_counted_by_address_and_client(session):
    same = [count_try(session, LINKS, "a@b.example", HERE) for _ in range(6)]

    assert same == [True] * 5 + [False]
    assert count_try(session, LINKS, "A@B.example ", HERE) is False
    assert count_try(session, LINKS, "a+tag@b.example", HERE) is False
    assert count_try(session, LINKS, "a@b.example", "192.0.2.2") is True
    assert count_try(session, PASSWORDS, "a@b.example", HERE) is True


def test_one_client_has_a_limit_over_all_addresses(session):
    tries = [count_try(session, PASSWORDS, f"{number}@b.example", HERE) for number in range(31)]

    assert tries == [True] * 30 + [False]


@pytest.mark.parametrize("limit", [LINKS, PASSWORD_LINKS])
def test_one_client_asks_for_so_many_links_a_day_and_keeps_nobody_else_from_theirs(session, limit):
    start = clock.now()
    allowed = []
    for number in range(32):
        with time_machine.travel(start + timedelta(minutes=20 * number), tick=False):
            allowed.append(count_try(session, limit, "a@b.example", HERE))

    assert allowed == [True] * 30 + [False] * 2
    assert count_try(session, limit, "a@b.example", "192.0.2.2") is True


@pytest.mark.parametrize("limit", [LINKS, REGISTRATIONS])
def test_what_others_do_in_the_name_of_an_address_never_refuses_its_owner(session, limit):
    for number in range(40):
        count_try(session, limit, "a@b.example", f"198.51.{number}.1")

    assert count_try(session, limit, "a@b.example", HERE) is True


@pytest.mark.parametrize("limit", [PASSWORDS, CODES])
def test_strangers_close_an_account_only_to_networks_from_which_nobody_has_logged_in(session, limit):
    staff = make_staff(session)
    session.add(LoginSession(staff_id=staff.id, key_hash="x", method=LoginMethod.PASSWORD, client="192.0.2.0/24"))
    strange = [count_try(session, limit, staff.email, f"198.51.{number}.1") for number in range(21)]

    assert strange == [True] * 20 + [False]
    assert count_try(session, limit, staff.email, HERE) is True
    assert count_try(session, limit, staff.email, "203.0.113.1") is False
    with time_machine.travel(clock.now() + timedelta(days=31)):
        for number in range(20):
            count_try(session, limit, staff.email, f"198.51.{number}.1")
        assert count_try(session, limit, staff.email, HERE) is False


def test_a_success_begins_anew_for_the_address_and_does_not_count_for_the_client(session):
    for _ in range(6):
        count_try(session, PASSWORDS, "a@b.example", HERE)
    forget_tries(session, PASSWORDS, "a@b.example", HERE)
    allowed = []
    for number in range(40):
        allowed.append(count_try(session, PASSWORDS, f"{number}@b.example", HERE))
        forget_tries(session, PASSWORDS, f"{number}@b.example", HERE)

    assert allowed == [True] * 40
    assert count_try(session, PASSWORDS, "a@b.example", HERE) is True


def test_mails_to_one_mailbox_are_counted_by_what_they_lead_to(session):
    of_one = [count_mail(session, REGISTRATIONS, f"a+{number}@b.example", scope=1) for number in range(6)]

    assert of_one == [True] * 5 + [False]
    assert count_mail(session, REGISTRATIONS, "a@b.example", scope=2) is True


def test_a_mailbox_gets_twenty_mails_about_one_form_a_day(session):
    began, sent = clock.now(), 0
    for quarter in range(8):
        with time_machine.travel(began + timedelta(minutes=16 * quarter)):
            sent += sum(count_mail(session, REGISTRATIONS, "a@b.example", scope=1) for _ in range(5))

    assert sent == 20


def test_the_table_of_tries_is_no_list_of_addresses_and_forgets_after_a_day(session):
    count_try(session, PASSWORDS, "a@b.example", HERE)
    keys = [one.key for one in session.exec(select(LoginTry))]
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        count_try(session, PASSWORDS, "c@d.example", "192.0.2.9")

    left = session.exec(select(LoginTry)).all()

    assert not any("b.example" in key or "192.0.2" in key for key in keys)
    assert len(left) == 3  # by address and client, by client, by account
