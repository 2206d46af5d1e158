"""A sending worker that is killed without a warning, at each moment of a delivery: a real process and a real server.

What the next worker does once the claim is old: nothing is lost, what may have arrived arrives again as the same
bytes, and nobody gets an older truth after a newer one.
"""

import os
import signal
from collections import Counter
from datetime import timedelta
from queue import SimpleQueue

import pytest
from sqlmodel import Session, col, select

from matchmaker.base.db import get_engine, transaction
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.jobs.sending import CLAIM_MINUTES, send_due
from matchmaker.mail.letters.schedule import ProvisionalMail
from matchmaker.models import Message, MessageState
from tests.builders import prepared
from tests.builders.smtp_server import STAGES, Server

ARRIVED = ("DATA", "QUIT")
"""From here on the server has the mail, whatever the sender knows."""
LONG_EPILOGUE = (b"x" * 900 + b"\r\n") * 10_000
"""Nine megabytes behind the last part, more than the system takes in ahead: the sender waits for the server to read."""


def put(url: str, name: str, topic: str | None = None) -> int:
    """Queue a mail about `name`."""
    mail = ProvisionalMail(Reader(f"{name.partition('-')[0]}@org.example", "en"), Host(name), "https://x", ())
    with transaction(url) as session:
        message = outbox.queue(session, mail, topic=topic)
        assert message.id is not None
        return message.id


def work(url: str, server: Server, *, dies_at: str | None = None) -> None:
    """Run a worker to the end, or until the server kills it at a stage of its first delivery."""
    started: SimpleQueue[int] = SimpleQueue()
    if dies_at:
        server.at[dies_at] = lambda: os.kill(started.get(), signal.SIGKILL)
    process = prepared.start(
        send_due,
        DATABASE_URL=url,
        MATCHMAKER_MODE="development",
        MATCHMAKER_SMTP_HOST="127.0.0.1",
        MATCHMAKER_SMTP_PORT=str(server.port),
        MATCHMAKER_SMTP_TLS="none",
    )
    started.put(process.pid)
    process.join(60)
    assert process.exitcode == (-signal.SIGKILL if dies_at else 0)


def ten_minutes_pass(url: str) -> None:
    """Claims grow old."""
    with transaction(url) as session:
        for message in session.exec(select(Message).where(col(Message.claimed_at).is_not(None))):
            message.claimed_at -= timedelta(minutes=CLAIM_MINUTES)


def states(url: str) -> list[MessageState]:
    with Session(get_engine(url)) as session:
        return list(session.exec(select(Message.state).order_by(col(Message.id))))


def check_nothing_is_lost(url: str, server: Server, stage: str) -> None:
    for name in ("ada", "bea", "cleo"):
        put(url, name)

    work(url, server, dies_at=stage)
    assert states(url) == [MessageState.SENDING, MessageState.QUEUED, MessageState.QUEUED]
    work(url, server)
    assert states(url) == [MessageState.SENDING, MessageState.SENT, MessageState.SENT]
    ten_minutes_pass(url)
    work(url, server)

    assert states(url) == [MessageState.SENT] * 3
    arrivals = Counter(recipient for recipient, _ in server.got)
    assert arrivals == {"ada@org.example": 1 + (stage in ARRIVED), "bea@org.example": 1, "cleo@org.example": 1}
    assert len(set(server.got)) == 3


def check_no_older_truth_after_a_newer_one(url: str, server: Server, stage: str) -> None:
    put(url, "ada-first", topic="meeting")
    work(url, server, dies_at=stage)
    put(url, "ada-second", topic="meeting")

    work(url, server)  # the first one may be arriving at this very moment: the second one waits
    assert states(url) == [MessageState.SENDING, MessageState.QUEUED]
    ten_minutes_pass(url)
    work(url, server)

    assert states(url) == [MessageState.SUPERSEDED, MessageState.SENT]
    truths = [b"ada-second" in mime for _, mime in server.got]
    assert truths == ([False, True] if stage in ARRIVED else [True])


@pytest.mark.slow
def test_killed_in_the_middle_of_the_text_it_is_sent_once_and_unchanged(database_url: str, server: Server) -> None:
    put(database_url, "ada")
    with transaction(database_url) as session:
        message = session.exec(select(Message)).one()
        message.mime += LONG_EPILOGUE
        whole = message.mime

    work(database_url, server, dies_at="TEXT")
    assert (states(database_url), server.got) == ([MessageState.SENDING], [])  # what came of it was no mail
    ten_minutes_pass(database_url)
    work(database_url, server)

    assert states(database_url) == [MessageState.SENT]
    assert server.got == [("ada@org.example", whole)]


def test_killed_before_the_server_has_it_or_after(sqlite_url: str, server: Server) -> None:
    check_nothing_is_lost(sqlite_url, server, "DATA")


def test_killed_while_a_newer_message_is_made(sqlite_url: str, server: Server) -> None:
    check_no_older_truth_after_a_newer_one(sqlite_url, server, "RCPT")


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_any_stage(database_url: str, server: Server, stage: str) -> None:
    check_nothing_is_lost(database_url, server, stage)


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_any_stage_while_a_newer_message_is_made(database_url: str, server: Server, stage: str) -> None:
    check_no_older_truth_after_a_newer_one(database_url, server, stage)
