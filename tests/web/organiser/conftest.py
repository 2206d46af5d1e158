"""A forum with its organiser logged in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Event, Staff
from tests import factories as make


@pytest.fixture
def event(session: Session) -> Event:
    """A forum called `salon` with four slots and one table, and a category `basic`."""
    event = make.make_event(session, slug="salon", name="Salon <b>Namur</b>")
    venue = make.make_venue(session, event, name="Palais")
    make.make_slots(session, venue)
    make.make_place(session, venue, "T1")
    make.make_category(session, event)
    return event


@pytest.fixture
def staff(session: Session, event: Event) -> Staff:
    """The organiser of `salon`; reads English."""
    return make.make_staff(session, event, name="Anne", language="en")


@pytest.fixture
def organiser(
    client: FlaskClient, staff: Staff, as_organiser: Callable[[FlaskClient, Staff], FlaskClient]
) -> FlaskClient:
    """A browser in which the organiser of `salon` is logged in."""
    return as_organiser(client, staff)
