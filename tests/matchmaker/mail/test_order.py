"""How fast the outbox sends, and in what order: the limit per minute, log-in links first, newer messages of a topic."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.jobs.sending import _claim, _deliver, send_due
from matchmaker.mail.letters.schedule import ProvisionalMail
from matchmaker.mail.transport import SmtpTransport
from matchmaker.models import Message, MessageState
from tests.builders.outbox import login_mail, put
from tests.builders.smtp_server import Server, smtp

START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_several_workers_share_a_limit_per_minute(
    database_url: str, server: Server, clock: time_machine.Traveller
) -> None:
    put(database_url, *(login_mail(f"p{number}@org.example") for number in range(12)))
    config = smtp(server, mails_per_minute=5)

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda _: send_due(url=database_url, config=config), range(2)))
    assert sum(counts) == len(server.got) == 5

    clock.shift(timedelta(seconds=59))
    assert send_due(url=database_url, config=config) == 0
    clock.shift(timedelta(seconds=1))
    assert send_due(url=database_url, config=config) == 5
    clock.shift(timedelta(minutes=1))
    assert send_due(url=database_url, config=config) == 2


def test_a_log_in_link_goes_before_everything_else(sqlite_url: str, server: Server) -> None:
    schedules = [ProvisionalMail(Reader(f"p{n}@org.example", "en"), Host("Forum"), "https://x", ()) for n in range(3)]
    put(sqlite_url, *schedules)
    put(sqlite_url, login_mail("waiting@org.example"))

    send_due(url=sqlite_url, config=smtp(server, mails_per_minute=1))

    assert [recipient for recipient, _ in server.got] == ["waiting@org.example"]


def test_a_newer_message_of_a_topic_leaves_and_the_older_one_does_not(database_url: str, server: Server) -> None:
    put(database_url, login_mail("old@org.example"), topic="meeting")
    put(database_url, login_mail("other@org.example"))
    put(database_url, login_mail("new@org.example"), topic="meeting")

    send_due(url=database_url, config=smtp(server))

    assert sorted(recipient for recipient, _ in server.got) == ["new@org.example", "other@org.example"]


def test_a_newer_message_waits_for_the_older_one_that_is_with_the_server(database_url: str, server: Server) -> None:
    put(database_url, login_mail("old@org.example"), topic="meeting")
    on_its_way = _claim(database_url)
    put(database_url, login_mail("new@org.example"), topic="meeting")

    assert send_due(url=database_url, config=smtp(server)) == 0

    assert on_its_way is not None
    _deliver(on_its_way, SmtpTransport(smtp(server)), smtp(server), database_url)
    assert send_due(url=database_url, config=smtp(server)) == 1
    assert [recipient for recipient, _ in server.got] == ["old@org.example", "new@org.example"]


def test_an_older_message_whose_try_failed_after_a_newer_one_was_made_is_given_up(
    database_url: str, server: Server
) -> None:
    put(database_url, login_mail("old@org.example"), topic="meeting")
    on_its_way = _claim(database_url)
    put(database_url, login_mail("new@org.example"), topic="meeting")
    server.fault = "refuse"
    assert on_its_way is not None
    _deliver(on_its_way, SmtpTransport(smtp(server)), smtp(server), database_url)
    server.fault = None

    send_due(url=database_url, config=smtp(server))

    assert [recipient for recipient, _ in server.got] == ["new@org.example"]
    with transaction(database_url) as session:
        states = session.exec(select(Message.state).order_by(Message.id)).all()
    assert states == [MessageState.SUPERSEDED, MessageState.SENT]


@pytest.mark.parametrize("away", [timedelta(minutes=11), timedelta(minutes=10)])
def test_a_worker_that_was_suspended_sends_nothing_late(
    database_url: str, server: Server, clock: time_machine.Traveller, away: timedelta
) -> None:
    put(database_url, login_mail("cancel@org.example"), topic="meeting")
    suspended = _claim(database_url)
    put(database_url, login_mail("request@org.example"), topic="meeting")
    clock.shift(away)
    send_due(url=database_url, config=smtp(server))

    assert suspended is not None
    _deliver(suspended, SmtpTransport(smtp(server)), smtp(server), database_url)

    assert [recipient for recipient, _ in server.got] == ["request@org.example"]
    with transaction(database_url) as session:
        states = session.exec(select(Message.state).order_by(Message.id)).all()
    assert states == [MessageState.SUPERSEDED, MessageState.SENT]


def test_a_claim_that_has_expired_is_no_leave_to_send(
    sqlite_url: str, server: Server, clock: time_machine.Traveller
) -> None:
    put(sqlite_url, login_mail("cancel@org.example"), topic="meeting")
    suspended = _claim(sqlite_url)
    clock.shift(timedelta(minutes=10))

    assert suspended is not None
    _deliver(suspended, SmtpTransport(smtp(server)), smtp(server), sqlite_url)

    assert server.got == []
    assert send_due(url=sqlite_url, config=smtp(server)) == 1
