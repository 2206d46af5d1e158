"""An open event with two categories and an organiser."""

import pytest

from tests.builders import factories as make
from tests.builders.enrolment import Fair


@pytest.fixture
def fair(session) -> Fair:
    event = make.make_event(session, language="fr")
    premium, guest = (
        make.make_category(session, event, code, position=place) for place, code in enumerate(("premium", "guest"))
    )
    return Fair(event, premium, guest, make.make_staff(session, event, name="Anne", language="en"))
