"""What tests of several rooms start from: forums, a mail server, a mailbox that takes answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from matchmaker.base.config import get_config
from matchmaker.models import Staff
from tests.builders import factories as make
from tests.builders import smtp_server
from tests.builders.forum import Forum, make_forum
from tests.builders.invited import MAILBOX, Invited, invite
from tests.builders.twins import repeated_on_postgres, repeats

HERE = Path(__file__).parent
EVERY_PARAMETER = (
    "campaigns/test_audience.py",
    "communities/test_row_security.py",
    "members/test_members.py",
    "registrations/test_listing.py",
    "setup/test_moving.py",
    "setup/test_undo_structure.py",
)
"""Where each parameter makes statements of its own, so that all of them run on PostgreSQL."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave what repeats on PostgreSQL to `make test-full`."""
    assert all((HERE / name).is_file() for name in EVERY_PARAMETER)
    here = [item for item in items if item.path.is_relative_to(HERE)]
    for item in repeated_on_postgres(here, repeats()):
        if str(item.path.relative_to(HERE)) not in EVERY_PARAMETER:
            item.add_marker(pytest.mark.slow)


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
