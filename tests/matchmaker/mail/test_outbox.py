"""The outbox against a real SMTP server: sent once, sent again unchanged, given up at the end."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import Session, select

from matchmaker.base.config import Config
from matchmaker.base.db import transaction
from matchmaker.base.logs import configure_logs
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.jobs.sending import _claim, send_due
from matchmaker.mail.letters.schedule import ProvisionalMail
from matchmaker.mail.reply_address import read_bounce_token
from matchmaker.models import Message, MessageState
from tests.builders import prepared
from tests.builders.outbox import login_mail, put, stored
from tests.builders.smtp_server import Server, smtp

START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_what_is_queued_arrives_with_the_very_bytes_of_the_row(database_url: str, server: Server) -> None:
    put(database_url, ProvisionalMail(Reader("zoe@numalis.example", "en"), Host("Forum"), "https://x", ()))
    mime = stored(database_url).mime

    assert send_due(url=database_url, config=smtp(server)) == 1

    assert server.got == [("zoe@numalis.example", mime)]
    message = stored(database_url)
    assert (message.state, message.attempts, message.error) == (MessageState.SENT, 1, "")
    assert message.mime == mime
    assert send_due(url=database_url, config=smtp(server)) == 0


def test_a_key_is_used_once(session: Session) -> None:
    first = outbox.queue(session, login_mail(), dedupe_key="release:1:7")
    second = outbox.queue(session, login_mail("someone@else.example"), dedupe_key="release:1:7")

    assert second is first
    assert [message.recipient for message in session.exec(select(Message))] == ["zoe@numalis.example"]


def test_a_refusal_is_tried_again_later_and_later_and_given_up_after_six_tries(
    sqlite_url: str, server: Server, clock: time_machine.Traveller
) -> None:
    put(sqlite_url, login_mail())
    server.fault = "refuse"
    waits = []
    for _ in range(6):
        assert send_due(url=sqlite_url, config=smtp(server)) == 0
        message = stored(sqlite_url)
        if message.state is MessageState.QUEUED:
            waits.append(message.not_before - datetime.now(UTC))
            clock.move_to(message.not_before - timedelta(seconds=1))
            assert send_due(url=sqlite_url, config=smtp(server)) == 0
            assert stored(sqlite_url).attempts == message.attempts
            clock.move_to(message.not_before)

    assert [wait.total_seconds() / 60 for wait in waits] == [1, 5, 30, 120, 120]
    assert (message.state, message.attempts) == (MessageState.FAILED, 6)
    assert "mailbox busy" in message.error
    assert server.got == []


def test_a_line_dropped_after_the_data_leads_to_the_same_bytes_again(
    database_url: str, server: Server, clock: time_machine.Traveller
) -> None:
    put(database_url, login_mail())
    server.fault = "drop"
    assert send_due(url=database_url, config=smtp(server)) == 0
    server.fault = None
    clock.shift(timedelta(minutes=1))

    assert send_due(url=database_url, config=smtp(server)) == 1

    first, second = server.got
    assert first == second


def test_no_server_at_all_is_a_failed_try(sqlite_url: str, server: Server) -> None:
    config = smtp(server).model_copy(update={"smtp_port": 1})
    put(sqlite_url, login_mail())

    assert send_due(url=sqlite_url, config=config) == 0

    assert stored(sqlite_url).error.startswith("ConnectionRefusedError")


def test_a_server_that_is_down_ends_the_round_and_the_rest_waits_untried(sqlite_url: str, server: Server) -> None:
    put(sqlite_url, *(login_mail(f"p{number}@org.example") for number in range(5)))
    server.fault = "refuse"

    assert send_due(url=sqlite_url, config=smtp(server)) == 0

    with transaction(sqlite_url) as session:
        assert sorted(session.exec(select(Message.attempts))) == [0, 0, 1, 1, 1]


def test_a_claim_of_a_dead_worker_is_taken_again_after_ten_minutes(
    database_url: str, server: Server, clock: time_machine.Traveller
) -> None:
    put(database_url, login_mail())
    assert _claim(database_url) is not None  # and the worker dies here

    clock.shift(timedelta(minutes=9))
    assert send_due(url=database_url, config=smtp(server)) == 0
    clock.shift(timedelta(minutes=1))
    assert send_due(url=database_url, config=smtp(server)) == 1

    assert stored(database_url).attempts == 2
    assert len(server.got) == 1


@pytest.mark.parametrize(("mode", "kept"), [("test", False), ("demo", True)])
def test_a_log_in_link_is_forgotten_once_sent_except_in_the_demo(
    sqlite_url: str, server: Server, mode: str, kept: bool
) -> None:
    put(sqlite_url, login_mail())

    send_due(url=sqlite_url, config=smtp(server, mode))

    assert (b"login/secret" in stored(sqlite_url).mime) is kept


@pytest.mark.parametrize(
    ("mode", "sent", "state"), [("demo", 1, MessageState.SENT), ("development", 0, MessageState.QUEUED)]
)
def test_without_a_server_the_demo_counts_mails_as_sent_and_others_keep_them(
    sqlite_url: str, mode: str, sent: int, state: MessageState
) -> None:
    put(sqlite_url, login_mail())

    assert send_due(url=sqlite_url, config=Config(mode=mode, smtp_host="")) == sent

    assert stored(sqlite_url).state is state


def test_two_threads_send_each_mail_once(database_url: str, server: Server) -> None:
    put(database_url, *(login_mail(f"p{number}@org.example") for number in range(20)))
    config, gate = smtp(server), threading.Barrier(2)

    def work(_: int) -> int:
        gate.wait()
        return send_due(url=database_url, config=config)

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 20

    assert sorted(recipient for recipient, _ in server.got) == sorted(f"p{number}@org.example" for number in range(20))


def _work_in_process(url: str, port: int) -> int:
    config = Config(mode="test", smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none")
    return send_due(url=url, config=config)


def test_two_processes_send_each_mail_once(database_url: str, server: Server) -> None:
    put(database_url, *(login_mail(f"p{number}@org.example") for number in range(12)))

    # not multiprocessing.Pool: it ends its processes by SIGTERM, at which coverage may wait for its own lock for ever
    with ProcessPoolExecutor(2, mp_context=prepared.CONTEXT) as pool:
        counts = list(pool.map(_work_in_process, [database_url] * 2, [server.port] * 2))

    assert sum(counts) == 12
    assert len({recipient for recipient, _ in server.got}) == len(server.got) == 12


def test_a_server_that_takes_the_mail_and_then_falls_silent_gets_the_same_bytes_again(
    sqlite_url: str, server: Server, clock: time_machine.Traveller
) -> None:
    put(sqlite_url, login_mail())
    server.fault = "slow"
    assert send_due(url=sqlite_url, config=smtp(server, smtp_seconds=0.5)) == 0
    assert stored(sqlite_url).error.endswith("timed out")
    server.fault = None
    clock.shift(timedelta(minutes=1))

    assert send_due(url=sqlite_url, config=smtp(server)) == 1

    first, second = server.got
    assert first == second


# --- refusals --------------------------------------------------------------------------------------------------------


def test_an_unknown_address_bounces_at_once_with_the_servers_words_and_the_others_leave(
    database_url: str, server: Server
) -> None:
    put(database_url, *(login_mail(f"p{number}@org.example") for number in range(5)))
    server.fault, server.only = "unknown", "p1@org.example"

    assert send_due(url=database_url, config=smtp(server)) == 4

    with transaction(database_url) as session:
        (bounced,) = session.exec(select(Message).where(Message.state == MessageState.BOUNCED)).all()
    assert (bounced.recipient, bounced.attempts, bounced.error) == ("p1@org.example", 1, "550 no such user here")


def test_many_wrong_addresses_do_not_end_the_round(sqlite_url: str, server: Server) -> None:
    put(sqlite_url, *(login_mail(f"p{number}@org.example") for number in range(5)))
    server.fault = "unknown"

    send_due(url=sqlite_url, config=smtp(server))

    with transaction(sqlite_url) as session:
        assert set(session.exec(select(Message.state))) == {MessageState.BOUNCED}


def test_a_text_that_the_server_does_not_want_fails_at_once(sqlite_url: str, server: Server) -> None:
    put(sqlite_url, login_mail())
    server.fault = "spam"

    assert send_due(url=sqlite_url, config=smtp(server)) == 0

    message = stored(sqlite_url)
    assert (message.state, message.error) == (MessageState.FAILED, "554 5.7.1 looks like spam")


def test_a_line_lost_while_saying_goodbye_concerns_nobody(sqlite_url: str, server: Server) -> None:
    put(sqlite_url, login_mail())
    server.fault = "rude"

    assert send_due(url=sqlite_url, config=smtp(server)) == 1

    assert stored(sqlite_url).state is MessageState.SENT


def test_bounces_come_back_to_an_address_of_the_message(sqlite_url: str, server: Server) -> None:
    put(sqlite_url, login_mail(), login_mail("b@org.example"))
    config = smtp(server, reply_address="rdv@cluster.example")

    send_due(url=sqlite_url, config=config)

    tokens = [sender.partition("+")[2].partition("@")[0] for sender in server.senders]
    assert [read_bounce_token(token, config) for token in tokens] == [1, 2]


def test_a_try_that_failed_is_in_the_log_without_the_reader(sqlite_url: str, server: Server, capsys) -> None:
    configure_logs()
    put(sqlite_url, login_mail())
    server.fault = "refuse"

    send_due(url=sqlite_url, config=smtp(server))

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "mail_not_sent" in line]
    assert [(line["error"], line["reason"]) for line in lines] == [("SMTPException", "")]
    assert "zoe@" not in json.dumps(lines)
