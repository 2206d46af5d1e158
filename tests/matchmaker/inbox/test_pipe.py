"""`matchmaker receive`, as a mail server calls it: 0 for taken, 75 for later, whatever the mail is."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from matchmaker.base.config import get_config
from matchmaker.base.db import transaction
from matchmaker.cli import main
from matchmaker.models import Alert, InboundMail, InboundState
from tests.builders.hostile_mails import HOSTILE
from tests.builders.inbound_mails import mail
from tests.builders.paths import ROOT

MEGABYTE = 1_000_000


@pytest.fixture
def receive(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """`receive(url, mail, *options)` calls the command and returns its exit code."""

    def call(url: str, data: bytes, *options: str) -> int:
        monkeypatch.setenv("DATABASE_URL", url)
        get_config.cache_clear()
        return CliRunner().invoke(main, ["receive", *options], input=data).exit_code

    yield call
    get_config.cache_clear()


def stored(url: str) -> list[InboundMail]:
    with transaction(url) as session:
        return list(session.exec(select(InboundMail).order_by(InboundMail.id)))


def test_a_mail_is_taken_once_and_acted_upon(database_url: str, receive: Callable[..., int]) -> None:
    data = mail("Can we meet later?", to="someone@rdv.example")

    codes = [receive(database_url, data, "--recipient", "rdv+1-x@rdv.example") for _ in range(2)]

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
        pytest.param("sqlite:///{folder}/empty.sqlite", id="not migrated"),
        pytest.param("nonsense://", id="nonsense"),
    ],
)
def test_without_a_database_the_mail_server_keeps_the_mail(
    url: str, tmp_path: Path, receive: Callable[..., int]
) -> None:
    assert receive(url.format(folder=tmp_path), mail("Hello")) == 75


def test_every_hostile_mail_is_taken(sqlite_url: str, receive: Callable[..., int]) -> None:
    assert [receive(sqlite_url, data) for data in HOSTILE.values()] == [0] * len(HOSTILE)

    rows = stored(sqlite_url)
    assert {row.state for row in rows} == {InboundState.DONE}
    assert len(rows) > 30


def in_a_process(url: str, *pieces: bytes) -> tuple[int, int]:
    """Exit code and largest memory (in kilobytes) of the command in a process of its own, fed piece by piece."""
    environment = {**os.environ, "DATABASE_URL": url, "MATCHMAKER_MODE": "test", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "matchmaker.cli", "receive"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment) as called:
        assert called.stdin is not None
        for piece in pieces:
            called.stdin.write(piece)
        called.stdin.close()
        _, status, usage = os.wait4(called.pid, 0)
        called.returncode = os.waitstatus_to_exitcode(status)
    return called.returncode, usage.ru_maxrss


def test_a_mail_of_a_hundred_megabytes_is_taken_with_little_memory(sqlite_url: str) -> None:
    usual, memory = in_a_process(sqlite_url, mail("Short"))
    huge, more = in_a_process(sqlite_url, mail("Long", message_id="<long@x>"), *[b"x" * MEGABYTE] * 100)

    assert (usual, huge) == (0, 0)
    assert [row.text[:5] for row in stored(sqlite_url)] == ["Short", "Longx"]
    assert stored(sqlite_url)[1].size > 100 * MEGABYTE
    assert more - memory < 30_000
