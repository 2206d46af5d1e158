import pytest
from sqlmodel import Session

from tests.builders.wishes import Forum, build_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    """Our delegation with two delegates, and five others to wish for."""
    return build_forum(session)
