"""The forum of the wishes' tests, with Ada logged in for our delegation."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Registration
from tests.builders.wishes import Forum, build_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    return build_forum(session)


@pytest.fixture
def ada(forum: Forum, enter: Callable[[Registration], FlaskClient]) -> FlaskClient:
    return enter(forum.ada)
