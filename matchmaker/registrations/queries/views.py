"""Saved views of the list of people."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from matchmaker.models import Event, SavedView


def views_of(session: Session, event: Event, staff_id: int) -> tuple[SavedView, ...]:
    """Return the views that a member of the staff sees at an event, by name: their own, and those that are shared."""
    seen = or_(col(SavedView.staff_id) == staff_id, col(SavedView.shared).is_(True))
    rows = select(SavedView).where(SavedView.event_id == event.id, seen)
    return tuple(session.exec(rows.order_by(col(SavedView.name), col(SavedView.id))))
