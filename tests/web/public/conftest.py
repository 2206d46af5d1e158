"""People invited by mail, who answer by the links in it."""

import pytest

from tests.builders.invited import MAILBOX, Invited, invite


@pytest.fixture(autouse=True)
def mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation reads answers by mail as well; set before the configuration is read."""
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", MAILBOX)
    monkeypatch.setenv("MATCHMAKER_CALENDAR_DOMAIN", "rdv.example")


@pytest.fixture
def invited(session, config) -> Invited:
    """Zoé of Numalis and Bob of Beta, who meet at nine and were invited by mail; they read English."""
    return invite(session)
