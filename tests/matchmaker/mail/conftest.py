from collections.abc import Iterator

import pytest

from matchmaker.base.config import get_config
from tests.matchmaker.mail import smtp
from tests.matchmaker.planning.forum import Forum, make_forum


@pytest.fixture
def server() -> Iterator[smtp.Server]:
    with smtp.running() as server:
        yield server


@pytest.fixture
def forum(session) -> Forum:
    """A forum under mutual agreement, with four slots and two tables, whose people are invited by mail."""
    forum = make_forum(session, tables=2)
    forum.event.mail_invitations = True
    return forum


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The installation reads answers."""
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", "rdv@cluster.example")
    get_config.cache_clear()
    yield "rdv@cluster.example"
    monkeypatch.undo()
    get_config.cache_clear()
