import pytest
from sqlmodel import Session

from tests.matchmaker.planning.forum import Forum, make_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    """A forum under mutual agreement, with four slots and one table."""
    return make_forum(session)
