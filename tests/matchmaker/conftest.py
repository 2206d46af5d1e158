"""What tests of several rooms start from: forums, a mail server, a mailbox that takes answers."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from matchmaker.base.config import get_config
from matchmaker.models import Staff
from tests.builders import factories as make
from tests.builders import smtp_server
from tests.builders.forum import Forum, make_forum
from tests.builders.invited import MAILBOX, Invited, invite


@pytest.fixture
def forum(session: Session) -> Forum:
    """A forum under mutual agreement, with four slots and one table."""
    return make_forum(session)


@pytest.fixture
def server() -> Iterator[smtp_server.Server]:
    """A real SMTP server."""
    with smtp_server.running() as server:
        yield server


@pytest.fixture
def mailbox_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The installation reads answers that arrive at MAILBOX."""
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", MAILBOX)
    monkeypatch.setenv("MATCHMAKER_CALENDAR_DOMAIN", "rdv.example")
    get_config.cache_clear()
    yield
    get_config.cache_clear()


@pytest.fixture
def invited(session: Session, mailbox_address: None) -> Invited:
    """Two companies that were invited by mail to one meeting."""
    return invite(session)


@pytest.fixture
def staff(session: Session, invited: Invited) -> Staff:
    """The organiser of the forum of the two companies."""
    return make.make_staff(session, invited.event, name="Anne", language="en")
