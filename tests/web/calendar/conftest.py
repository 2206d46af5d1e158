"""Somebody with a published meeting."""

import pytest
from sqlmodel import Session

from matchmaker.models import Registration
from tests.builders.published import add_entry, make_registration, publish


@pytest.fixture
def registration(session: Session) -> Registration:
    """Somebody with one published meeting."""
    registration = make_registration(session, language="en")
    add_entry(session, publish(session, registration.event_id), registration)
    return registration
