"""Categories of an event as files write them."""

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.models import Category, Event


def categories_by_word(session: Session, event: Event) -> dict[str, Category]:
    """Return the categories of the event by their folded codes and names."""
    found: dict[str, Category] = {}
    rows = session.exec(select(Category).where(Category.event_id == event.id).order_by(col(Category.position))).all()
    for row in rows:
        for name in (row.code, *row.names.values()):
            found.setdefault(fold(name), row)
    return found
