"""Parts of an event's structure, one at a time, for the forms that change them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Block, Category, Event, Place, PlaceClosure, Slot, Venue

_ELSEWHERE = N_("There is no such page, or it belongs to somebody else.")


def category_of(session: Session, event: Event, category_id: int) -> Category:
    """Return a category of `event`; raises `NotFound` for any other id."""
    category = session.get(Category, category_id)
    if category is None or category.event_id != event.id:
        raise NotFound(_ELSEWHERE)
    return category


def block_of(session: Session, event: Event, block_id: int) -> Block:
    """Return a block of `event`; raises `NotFound` for any other id."""
    block = session.get(Block, block_id)
    if block is None or block.event_id != event.id:
        raise NotFound(_ELSEWHERE)
    return block


def venues_of(session: Session, event: Event) -> Sequence[Venue]:
    """Return the venues of `event` in the order in which they were made."""
    return session.exec(select(Venue).where(Venue.event_id == event.id).order_by(col(Venue.id))).all()


def slots_of(session: Session, event: Event, venue_id: int) -> Sequence[Slot]:
    """Return the slots of `event` at a venue, in order of time."""
    statement = select(Slot).where(Slot.event_id == event.id, Slot.venue_id == venue_id)
    return session.exec(statement.order_by(col(Slot.starts_at))).all()


def closed_slots(session: Session, place: Place) -> frozenset[int]:
    """Return the ids of the slots in which a place is closed."""
    return frozenset(session.exec(select(PlaceClosure.slot_id).where(PlaceClosure.place_id == place.id)).all())
