"""An event that files can be imported into."""

import pytest
from sqlmodel import Session

from matchmaker.models import Event
from tests.builders import factories


@pytest.fixture
def event(session: Session) -> Event:
    """A forum with the categories basic and premium, and one venue."""
    event = factories.make_event(session)
    factories.make_category(session, event, "basic")
    factories.make_category(session, event, "premium", names={"fr": "Membre Premium", "en": "Premium"})
    factories.make_venue(session, event, name="Palais")
    session.commit()
    return event
