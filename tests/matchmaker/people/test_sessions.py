"""The table of sessions: begun with a key that it does not hold, ended one by one or together, forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine
from matchmaker.base.errors import NotFound, Stale
from matchmaker.models import LoginMethod, LoginSession, Staff
from matchmaker.people.commands.sessions import (
    ENDED,
    begin_session,
    end_one,
    end_others,
    end_session,
    end_sessions,
    forget_sessions,
)
from matchmaker.people.queries.accounts import find_login, sessions_of
from matchmaker.people.rules.devices import Device, device_of
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.sessions import begin, whose

PHONE = Device("Safari", "iPhone")


@pytest.fixture
def anne(session):
    return make.make_staff(session, make.make_event(session), name="Anne")


@pytest.fixture
def ada(session):
    return make.make_person(session, make.make_organisation(session), first_name="Ada", last_name="Lovelace")


@pytest.fixture
def keep_history(monkeypatch):
    def keep(days):
        monkeypatch.setenv("MATCHMAKER_HISTORY_DAYS", str(days))
        get_config.cache_clear()

    yield keep
    get_config.cache_clear()


def number_of(session, key):
    return find_login(session, [key], get_config()).id


def listed(session, who):
    return [(row.browser, row.system) for row in sessions_of(session, who, get_config())]


def test_the_table_holds_no_key(session, anne):
    key = begin(session, anne)

    row = session.exec(select(LoginSession)).one()
    assert key not in row.model_dump_json()
    assert whose(session, row.key_hash) is None
    assert whose(session, key) == anne


def test_a_list_is_of_one_account_the_last_used_first(session, anne, ada):
    begin(session, anne, PHONE)
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        begin(session, anne)
    begin(session, ada)

    assert listed(session, anne) == [("Firefox", "Linux"), ("Safari", "iPhone")]
    with time_machine.travel(clock.now() + timedelta(hours=13)):
        assert (listed(session, anne), listed(session, ada)) == ([], [("Firefox", "Linux")])


def test_one_ends_or_the_others_and_each_end_is_recorded_once(session, anne, ada):
    here, phone, third, other = (
        begin(session, anne),
        begin(session, anne, PHONE),
        begin(session, anne),
        begin(session, ada),
    )
    number = number_of(session, phone)

    for _ in range(2):
        end_one(session, anne, number, here=number_of(session, here))
    assert [whose(session, key) for key in (here, phone, third)] == [anne, None, anne]
    end_others(session, anne, here=number_of(session, here))

    assert [whose(session, key) for key in (here, phone, third, other)] == [anne, None, None, ada]
    assert [act for _, act, _, _ in trail(session)] == ["end_log_in", "end_other_log_ins"]


def test_a_session_of_somebody_else_is_not_found(session, anne, ada):
    key, here = begin(session, ada), begin(session, anne)

    for number in (number_of(session, key), 999_999):
        with pytest.raises(NotFound):
            end_one(session, anne, number, here=number_of(session, here))
    assert whose(session, key) == ada


def test_two_ends_at_once_are_one(database_url, session, anne):
    key, here = begin(session, anne), begin(session, anne)
    number, here = number_of(session, key), number_of(session, here)
    session.commit()

    with Session(get_engine(database_url)) as other:
        end_one(other, other.get_one(Staff, anne.id), number, here=here)
        other.commit()
    end_one(session, anne, number, here=here)

    assert whose(session, key) is None
    assert [act for _, act, _, _ in trail(session)] == ["end_log_in"]


@pytest.mark.parametrize("who", ["anne", "ada"])
def test_of_two_who_log_each_other_out_at_the_same_moment_one_stays(database_url, session, request, who):
    account = request.getfixturevalue(who)
    keys = [begin(session, account) for _ in range(2)]
    numbers = [number_of(session, key) for key in keys]
    session.commit()
    together = Barrier(2)

    def end_the_other(here):
        with Session(get_engine(database_url)) as own:
            together.wait()
            try:
                end_others(own, own.get_one(type(account), account.id), here=here)
            except Stale as refusal:
                return refusal.message
            own.commit()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(end_the_other, numbers))

    assert sorted(said) == [ENDED, "done"]
    session.rollback()
    winner = keys[said.index("done")]
    assert [key for key in keys if whose(session, key) == account] == [winner]
    assert [act for _, act, _, _ in trail(session)] == ["end_other_log_ins"]


def test_a_session_that_has_ended_ends_no_other(database_url, session, anne):
    phone, here = begin(session, anne, PHONE), begin(session, anne)
    numbers = number_of(session, phone), number_of(session, here)
    end_session(session, here)

    with pytest.raises(Stale):
        end_one(session, anne, numbers[0], here=numbers[1])
    with pytest.raises(Stale):
        end_others(session, anne, here=numbers[1])

    assert whose(session, phone) == anne


@pytest.mark.parametrize("factor", ["password_hash", "totp_secret"])
def test_a_log_in_that_another_password_or_second_factor_overtakes_does_not_begin(database_url, session, anne, factor):
    session.commit()
    with Session(get_engine(database_url)) as other:
        staff = other.get_one(Staff, anne.id)
        setattr(staff, factor, "another")
        end_sessions(other, staff)
        other.commit()

    with pytest.raises(Stale):
        begin_session(session, anne, LoginMethod.PASSWORD, PHONE)


@pytest.mark.parametrize(("history_days", "days"), [(365, 365), (1, 91)])
def test_sessions_are_forgotten_with_the_history_not_before_all_of_their_time_are_over(
    session, anne, keep_history, history_days, days
):
    keep_history(history_days)
    ended, idle = begin(session, anne), begin(session, anne)
    end_session(session, ended)

    for later, kept in ((days - 1, 2), (days + 1, 0)):
        with time_machine.travel(clock.now() + timedelta(days=later)):
            forget_sessions(session)
        assert len(session.exec(select(LoginSession)).all()) == kept
    assert whose(session, idle) is None


WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", ("Firefox", "Android")),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/126.0 Safari/537.36 Edg/126.0", ("Edge", "Windows")),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {WEBKIT} Safari/604.1", ("Safari", "iPhone")),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Chrome/126.0 Safari/537", ("Chrome", "macOS")),
        ("<script>alert(1)</script>", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_device_is_what_its_browser_says(user_agent, device):
    assert device_of(user_agent) == Device(*device)
