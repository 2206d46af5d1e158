"""Deadlines in tables that are not journaled, one row an event: they move with it, and back with an undo."""

from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Event, PresentationCall, RegistrationForm


def move_deadlines(session: Session, event: Event, by: timedelta) -> None:
    """Move the days at which the open form and the call for presentations close, at their wall times."""
    for row in (session.get(RegistrationForm, event.id), session.get(PresentationCall, event.id)):
        if row is not None and row.closes_at is not None:
            wall = clock.local(row.closes_at, event.zone)
            row.closes_at = clock.instant(wall.date() + by, wall.time(), event.zone)
