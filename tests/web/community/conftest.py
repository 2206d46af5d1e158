"""A community with its administrator logged in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Community, Staff
from tests.builders import factories as make


@pytest.fixture
def community(session: Session) -> Community:
    return make.make_community(session, slug="grappe", name="Grappe <b>TIC</b>")


@pytest.fixture
def anne(session: Session, community: Community) -> Staff:
    staff = make.make_staff(session, name="Anne", language="en")
    make.make_community_role(session, staff, community)
    return staff


@pytest.fixture
def administrator(client: FlaskClient, anne: Staff, as_organiser: Callable) -> FlaskClient:
    """A browser in which the administrator is logged in; pages are in English."""
    return as_organiser(client, anne)
