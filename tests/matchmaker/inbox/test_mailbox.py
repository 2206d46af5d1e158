"""A real IMAP mailbox: nothing is lost, nothing is taken twice, and whoever else reads it changes nothing."""

import os
from collections.abc import Iterator
from itertools import count

import pytest
from imap_tools import MailMessageFlags
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.base.config import Config
from matchmaker.base.db import transaction
from matchmaker.inbox.jobs import mailbox
from matchmaker.inbox.jobs.mailbox import read_mailbox
from matchmaker.inbox.parsing.mime import LARGEST
from matchmaker.models import Alert, InboundMail, MailboxPosition
from tests.builders.aids import missing_program
from tests.builders.imap_server import PASSWORD, Dovecot, program, serve
from tests.builders.inbound_mails import mail

_users = count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    if program() is None:
        missing_program("no IMAP server: sh tests/setup/imap.sh installs Dovecot")
    with serve() as running:
        yield running


@pytest.fixture
def user() -> str:
    """A mailbox that no other test has used."""
    return f"user{os.getpid()}x{next(_users)}"


def letter(number: int) -> bytes:
    return mail(f"Letter {number}", message_id=f"<{number}@numalis.example>")


def subjects(url: str) -> list[str]:
    with transaction(url) as session:
        return list(session.exec(select(InboundMail.text).order_by(InboundMail.id)))


def test_new_mails_are_taken_once_and_marked_as_seen(database_url: str, server: Dovecot, user: str) -> None:
    server.deliver(user, letter(1), letter(2))
    config = server.config(user)

    assert [read_mailbox(url=database_url, config=config) for _ in range(3)] == [2, 0, 0]
    server.deliver(user, letter(3))
    assert read_mailbox(url=database_url, config=config) == 1

    assert subjects(database_url) == ["Letter 1", "Letter 2", "Letter 3"]
    with server.open(user) as box:
        assert [message.flags for message in box.fetch(mark_seen=False)] == [(MailMessageFlags.SEEN,)] * 3


def test_a_mail_that_somebody_else_has_read_meanwhile_is_not_lost(sqlite_url: str, server: Dovecot, user: str) -> None:
    config = server.config(user)
    assert read_mailbox(url=sqlite_url, config=config) == 0
    server.deliver(user, letter(1))
    with server.open(user) as box:
        assert len(list(box.fetch())) == 1

    assert read_mailbox(url=sqlite_url, config=config) == 1


def test_of_a_mailbox_that_was_in_use_before_only_unseen_mails_are_new(
    sqlite_url: str, server: Dovecot, user: str
) -> None:
    server.deliver(user, letter(1))
    with server.open(user) as box:
        assert len(list(box.fetch())) == 1
    server.deliver(user, letter(2))

    assert read_mailbox(url=sqlite_url, config=server.config(user)) == 1

    assert subjects(sqlite_url) == ["Letter 2"]


def test_a_crash_before_the_database_has_it_leaves_the_mail_new(
    database_url: str, server: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(user, letter(1), letter(2))
    whole = mailbox.store_mail

    def fails_at_the_second(session: Session, incoming: mailbox.Incoming) -> InboundMail | None:
        taken = whole(session, incoming)
        if b"Letter 2" in incoming.data:
            raise RuntimeError("the machine went down")
        return taken

    monkeypatch.setattr(mailbox, "store_mail", fails_at_the_second)
    with pytest.raises(RuntimeError):
        read_mailbox(url=database_url, config=server.config(user))
    with server.open(user) as box:
        assert [bool(message.flags) for message in box.fetch(mark_seen=False)] == [True, False]
    monkeypatch.undo()

    assert read_mailbox(url=database_url, config=server.config(user)) == 1
    assert subjects(database_url) == ["Letter 1", "Letter 2"]


def test_a_crash_before_the_mark_takes_nothing_twice(sqlite_url: str, server: Dovecot, user: str) -> None:
    server.deliver(user, letter(1))
    assert read_mailbox(url=sqlite_url, config=server.config(user)) == 1
    with server.open(user) as box:
        box.client.uid("STORE", "1", "-FLAGS", r"(\Seen)")
    with transaction(sqlite_url) as session:
        session.delete(session.exec(select(MailboxPosition)).one())

    assert read_mailbox(url=sqlite_url, config=server.config(user)) == 0
    assert subjects(sqlite_url) == ["Letter 1"]


def test_a_mailbox_made_anew_is_read_from_the_beginning(sqlite_url: str, server: Dovecot, user: str) -> None:
    server.deliver(user, letter(1), letter(2))
    assert read_mailbox(url=sqlite_url, config=server.config(user)) == 2
    with transaction(sqlite_url) as session:
        session.exec(select(MailboxPosition)).one().validity = 1
        session.delete(session.exec(select(InboundMail)).first())

    assert read_mailbox(url=sqlite_url, config=server.config(user)) == 1


def test_what_others_have_marked_for_deletion_stays(sqlite_url: str, server: Dovecot, user: str) -> None:
    server.deliver(user, letter(1), letter(2))
    with server.open(user) as box:
        box.client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")

    assert read_mailbox(url=sqlite_url, config=server.config(user)) == 2

    with server.open(user) as box:
        assert len(box.uids()) == 2


def test_of_a_huge_mail_only_the_beginning_is_fetched(sqlite_url: str, server: Dovecot, user: str) -> None:
    huge = letter(1) + b"\r\n" + b"x" * 78 * 100_000 + b"\r\n"
    server.deliver(user, huge, letter(2))

    assert read_mailbox(url=sqlite_url, config=server.config(user)) == 2

    with transaction(sqlite_url) as session:
        first, _ = session.exec(select(InboundMail).order_by(InboundMail.id)).all()
        assert first.size == len(huge) > LARGEST
        assert (len(first.raw), first.text[:8]) == (64_000, "Letter 1")


@pytest.mark.parametrize(
    "values",
    [
        {"imap_password": "not the password", "imap_tls": "none"},
        {"imap_password": PASSWORD, "imap_tls": "none", "imap_port": 1},
        {"imap_password": PASSWORD, "imap_tls": "none", "imap_folder": "No such folder"},
        {"imap_password": PASSWORD, "imap_tls": "tls"},
    ],
)
def test_a_server_that_refuses_is_an_error_for_the_log_without_the_password(
    sqlite_url: str, server: Dovecot, user: str, values: dict
) -> None:
    config = Config(mode="test", **{"imap_host": "127.0.0.1", "imap_port": server.port, "imap_user": user} | values)
    with pytest.raises(OSError) as refused:  # noqa: PT011 -- of several kinds, all of them OSError
        read_mailbox(url=sqlite_url, config=config)

    assert values["imap_password"] not in str(refused.value)


def test_the_worker_s_round_ends_with_an_alert(
    sqlite_url: str, server: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(user, letter(1))
    for name, value in (("HOST", "127.0.0.1"), ("PORT", server.port), ("USER", user), ("PASSWORD", PASSWORD)):
        monkeypatch.setenv(f"MATCHMAKER_IMAP_{name}", str(value))
    monkeypatch.setenv("MATCHMAKER_IMAP_TLS", "none")
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    mailbox.get_config.cache_clear()

    jobs.read_answers.call_local()
    monkeypatch.setenv("MATCHMAKER_IMAP_PORT", "1")
    mailbox.get_config.cache_clear()
    jobs.read_answers.call_local()  # a server that is down is for the log

    with transaction(sqlite_url) as session:
        assert len(session.exec(select(Alert)).all()) == 1
