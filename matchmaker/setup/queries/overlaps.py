"""Programme items that overlap for the same people, as they stand."""

from sqlmodel import Session, select

from matchmaker.models import Event, ProgrammeItem
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.overlaps import DoubleTime, begins_with_gathering, items_at_once


def read_overlaps(session: Session, event: Event) -> tuple[DoubleTime, ...]:
    """Return each two items that the same people have at once, by time.

    The whole event is read only where two items are at once.
    """
    items = session.exec(select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)).all()
    over = None
    for begins, ends in sorted((begins_with_gathering(item), item.ends_at) for item in items):
        if over is not None and begins < over:
            return tuple(items_at_once(load_facts(session, event)).values())
        over = ends
    return ()
