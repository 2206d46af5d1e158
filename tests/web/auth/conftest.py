"""An event with one organiser who has a password, and one registration."""

import pytest

from tests.builders.accounts import make_organiser
from tests.builders.factories import make_category, make_delegation, make_event, make_registration
from tests.builders.staff_login import STAFF_EMAIL, STAFF_PASSWORD


@pytest.fixture
def event(session):
    return make_event(session, slug="namur")


@pytest.fixture
def staff(session, event):
    return make_organiser(session, STAFF_EMAIL, "Anne Dubois", STAFF_PASSWORD, event)


@pytest.fixture
def registration(session, event):
    return make_registration(session, make_delegation(session, event, make_category(session, event)))
