"""A published forum whose people the organiser looks at."""

import pytest
from sqlmodel import Session

from matchmaker.models import EventStaff, Registration, Staff
from tests.builders.crowded import make_published_forum
from tests.builders.forum import Forum


@pytest.fixture
def forum(session: Session, staff: Staff) -> Forum:
    """Nivelyo meets Other 0 at 9:00; organised by Anne."""
    forum = make_published_forum(session, 6)
    session.add(EventStaff(event_id=forum.event.id, staff_id=staff.id))
    session.flush()
    return forum


@pytest.fixture
def base(forum: Forum) -> str:
    return f"/o/{forum.event.slug}"


@pytest.fixture
def person(forum: Forum) -> Registration:
    return forum.people["Nivelyo"]
