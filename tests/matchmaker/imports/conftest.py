"""An event that files can be imported into."""

import pytest
from sqlmodel import Session

from matchmaker.imports import apply
from matchmaker.models import Event
from tests.builders import factories
from tests.builders.imports import csv
from tests.builders.undo import ADA, NOE, PEOPLE, PROGRAMME


@pytest.fixture
def event(session: Session) -> Event:
    """A forum with the categories basic and premium, and one venue."""
    event = factories.make_event(session)
    factories.make_category(session, event, "basic")
    factories.make_category(session, event, "premium", names={"fr": "Membre Premium", "en": "Premium"})
    factories.make_venue(session, event, name="Palais")
    session.commit()
    return event


@pytest.fixture
def known(session: Session, event: Event) -> Event:
    """An event at which Ada and Noé take part, and each wishes for the other."""
    apply(session, event, "participants", csv(PEOPLE, ADA, NOE))
    apply(session, event, "wishes", csv("from;to;rank", "A1;A2;2", "A2;A1;1"))
    apply(session, event, "programme", csv(PROGRAMME, f"a;meal;Midi;;{event.starts_on};12:00;13:00;;;"))
    return event
