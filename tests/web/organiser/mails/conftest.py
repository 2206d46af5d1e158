"""A forum of two companies invited by mail, and its organiser's browser."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Event, EventStaff
from tests.builders.forum import Forum, make_forum


@pytest.fixture
def forum(session: Session, event: Event) -> Forum:
    """Alpha and Beta, invited by mail, who have agreed to meet; Anne organises it."""
    forum = make_forum(session)
    forum.event.mail_invitations = True
    one, other = forum.join("Alpha"), forum.join("Beta")
    forum.wish(one, other)
    return forum


@pytest.fixture
def anne(forum: Forum, session: Session, staff, organiser: FlaskClient) -> FlaskClient:
    """The browser of the forum's organiser."""
    session.add(EventStaff(event_id=forum.event.id, staff_id=staff.id))
    session.flush()
    return organiser
