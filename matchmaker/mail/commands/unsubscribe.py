"""Unsubscribe from reminders and news about wishes."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Registration


def set_wanted(session: Session, registration: Registration, *, wanted: bool) -> None:
    """End reminders and news for a registration, or begin them again; changes of the schedule are always told."""
    registration.unsubscribed_at = None if wanted else registration.unsubscribed_at or clock.now()
    session.add(registration)
    session.flush()
