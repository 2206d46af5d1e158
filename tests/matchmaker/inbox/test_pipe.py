"""`matchmaker receive`, as a mail server calls it: 0 for taken, 75 for later, whatever the mail is."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from matchmaker.cli import main
from matchmaker.config import get_config
from matchmaker.db import transaction
from matchmaker.models import Alert, InboundMail, InboundState
from tests.matchmaker.inbox.letters import mail
from tests.matchmaker.inbox.test_hostile_mails import HOSTILE

ROOT = Path(__file__).parents[3]
MEGABYTE = 1_000_000


def receive(url: str, data: bytes | None, *options: str, writer=None) -> subprocess.Popen:
    """Call the command in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": url, "MATCHMAKER_MODE": "test", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "matchmaker.cli", "receive", *options]
    called = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    if writer is None:
        called.said = called.communicate(data)[0].decode()
    else:
        writer(called.stdin)
        called.stdin.close()
        _, status, called.usage = os.wait4(called.pid, 0)
        called.returncode = os.waitstatus_to_exitcode(status)
    return called


def stored(url: str) -> list[InboundMail]:
    with transaction(url) as session:
        return list(session.exec(select(InboundMail).order_by(InboundMail.id)))


def test_a_mail_is_taken_once_and_acted_upon(database_url: str) -> None:
    data = mail("Can we meet later?", to="someone@rdv.example")

    codes = [receive(database_url, data, "--recipient", "rdv+1-x@rdv.example").returncode for _ in range(2)]

    assert codes == [0, 0]
    (row,) = stored(database_url)
    assert (row.state, row.size, row.text) == (InboundState.DONE, len(data), "Can we meet later?")
    assert row.understood["recipients"] == ["rdv+1-x@rdv.example", "someone@rdv.example"]
    with transaction(database_url) as session:
        assert len(session.exec(select(Alert)).all()) == 1


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql+psycopg://nobody@127.0.0.1:1/none", id="server down"),
        pytest.param("sqlite:////proc/none/matchmaker.sqlite", id="no disk"),
        pytest.param("nonsense://", id="nonsense"),
    ],
)
def test_without_a_database_the_mail_server_keeps_the_mail(url: str) -> None:
    called = receive(url, mail("Hello"))

    assert (called.returncode, "mail_not_taken" in called.said) == (75, True)


def test_an_empty_database_keeps_it_too(tmp_path: Path) -> None:
    assert receive(f"sqlite:///{tmp_path / 'empty.sqlite'}", mail("Hello")).returncode == 75


def test_a_mail_of_a_hundred_megabytes_is_taken_with_little_memory(sqlite_url: str) -> None:
    def short(stdin) -> None:
        stdin.write(mail("Short"))

    def long(stdin) -> None:
        stdin.write(mail("Long", message_id="<long@numalis.example>"))
        for _ in range(100):
            stdin.write(b"x" * MEGABYTE)

    usual, huge = (receive(sqlite_url, None, writer=write) for write in (short, long))

    assert (usual.returncode, huge.returncode) == (0, 0)
    assert [row.text[:5] for row in stored(sqlite_url)] == ["Short", "Longx"]
    assert stored(sqlite_url)[1].size > 100 * MEGABYTE
    grown = (huge.usage.ru_maxrss - usual.usage.ru_maxrss) * resource.getpagesize() // 4096
    assert grown < 40_000  # kilobytes


def test_every_hostile_mail_is_taken(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one process, for the sake of time."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    get_config.cache_clear()
    for data in HOSTILE.values():
        assert CliRunner().invoke(main, ["receive"], input=data).exit_code == 0

    rows = stored(sqlite_url)
    assert {row.state for row in rows} == {InboundState.DONE}
    assert len(rows) > 30
