"""A forum whose releases are sent by a real server."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from matchmaker.base.config import get_config
from tests.builders.forum import Forum, make_mailing_forum
from tests.builders.office import Office
from tests.builders.pair import ONE, OTHER
from tests.builders.smtp_server import Server


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


@pytest.fixture
def office(forum: Forum, database_url: str, server: Server) -> Office:
    return Office(forum, database_url, server)


@pytest.fixture
def pair(office: Office):
    """Nivelyo and Meuse Invest, who have agreed to meet; their people read English."""
    one, other = office.forum.join(ONE), office.forum.join(OTHER)
    for name in (ONE, OTHER):
        office.person(name).language = "en"
    office.forum.wish(one, other)
    return one, other
