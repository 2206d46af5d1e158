from collections.abc import Iterator

import pytest
from sqlmodel import Session

from matchmaker.base.config import get_config
from tests.builders.forum import Forum, make_mailing_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    """A forum under mutual agreement, with four slots and two tables, whose people are invited by mail."""
    return make_mailing_forum(session)


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The installation reads answers."""
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", "rdv@cluster.example")
    get_config.cache_clear()
    yield "rdv@cluster.example"
    monkeypatch.undo()
    get_config.cache_clear()
