"""An open event with two categories and an organiser."""

from dataclasses import dataclass

import pytest

from matchmaker.models import Category, Event, Staff
from tests.builders import factories as make


@dataclass
class Fair:
    event: Event
    premium: Category
    guest: Category
    anne: Staff


@pytest.fixture
def fair(session) -> Fair:
    event = make.make_event(session, language="fr")
    premium, guest = (
        make.make_category(session, event, code, position=place) for place, code in enumerate(("premium", "guest"))
    )
    return Fair(event, premium, guest, make.make_staff(session, event, name="Anne", language="en"))
