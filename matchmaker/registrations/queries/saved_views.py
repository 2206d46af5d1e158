"""Saved views of the list of people."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from matchmaker.models import Event, SavedView


def views_of(session: Session, event: Event, staff_id: int, *, shared: bool) -> tuple[SavedView, ...]:
    """Return the views of a member of the staff at an event, by name; with `shared`, those of other organisers too."""
    own = col(SavedView.staff_id) == staff_id
    seen = or_(own, col(SavedView.shared).is_(True)) if shared else own
    rows = select(SavedView).where(SavedView.event_id == event.id, seen)
    return tuple(session.exec(rows.order_by(col(SavedView.name), col(SavedView.id))))
