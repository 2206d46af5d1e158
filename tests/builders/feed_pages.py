"""Addresses of a participant's feed and of the pages about it."""

from sqlmodel import Session

from matchmaker import feeds
from matchmaker.models import Event, Registration


def address(registration: Registration) -> str:
    return f"/cal/{feeds.feed_token(registration)}/agenda.ics"


def page(session: Session, registration: Registration, path: str) -> str:
    return f"/e/{session.get_one(Event, registration.event_id).slug}/{path}"
