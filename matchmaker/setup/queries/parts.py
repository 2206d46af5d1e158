"""Parts of an event's structure, one at a time, for the forms that change them."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.tokens import content_token
from matchmaker.models import Block, Category, Event, Place, PlaceClosure, Slot, Venue


def category_of(session: Session, event: Event, category_id: int) -> Category:
    """Return a category of `event`; raises `NotFound` for any other id."""
    category = session.get(Category, category_id)
    if category is None or category.event_id != event.id:
        raise NotFound
    return category


def block_of(session: Session, event: Event, block_id: int) -> Block:
    """Return a block of `event`; raises `NotFound` for any other id."""
    block = session.get(Block, block_id)
    if block is None or block.event_id != event.id:
        raise NotFound
    return block


def venues_of(session: Session, event: Event) -> Sequence[Venue]:
    """Return the venues of `event` in the order in which they were made."""
    return session.exec(select(Venue).where(Venue.event_id == event.id).order_by(col(Venue.id))).all()


def venue_of(session: Session, event: Event, venue_id: int) -> Venue:
    """Return a venue of `event`; raises `NotFound` for any other id."""
    venue = session.get(Venue, venue_id)
    if venue is None or venue.event_id != event.id:
        raise NotFound
    return venue


def venue_token(venue: Venue) -> str:
    """Return the token of what a form of a venue begins with (optimistic locking)."""
    return content_token(venue.name, venue.address)


def slots_of(session: Session, event: Event, venue_id: int) -> Sequence[Slot]:
    """Return the slots of `event` at a venue, in order of time."""
    statement = select(Slot).where(Slot.event_id == event.id, Slot.venue_id == venue_id)
    return session.exec(statement.order_by(col(Slot.starts_at))).all()


def closed_slots(session: Session, place: Place) -> frozenset[int]:
    """Return the ids of the slots in which a place is closed."""
    return frozenset(session.exec(select(PlaceClosure.slot_id).where(PlaceClosure.place_id == place.id)).all())


def place_token(place: Place, closed: Collection[int]) -> str:
    """Return the token of what a form of a place begins with (optimistic locking)."""
    return content_token(place.label, place.capacity, place.owner_id or 0, sorted(closed))


def place_called(session: Session, event: Event, code: str) -> int | None:
    """Return the id of the place with a code; none if there is none."""
    return session.exec(select(Place.id).where(Place.event_id == event.id, Place.code == code)).first()


def next_number(session: Session, event: Event, prefix: str) -> int:
    """Return the number behind the last place of a row: 19 where T1 to T18 are there."""
    codes = session.exec(select(Place.code).where(Place.event_id == event.id)).all()
    numbers = (code.removeprefix(prefix) for code in codes if code.startswith(prefix))
    return max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0) + 1


def labels_of(session: Session, event: Event) -> Sequence[str]:
    """Return the words for where places stand that an event uses already, in alphabetical order."""
    statement = select(Place.label).where(Place.event_id == event.id, Place.label != "").distinct()
    return session.exec(statement.order_by(col(Place.label))).all()


def blocks_of(session: Session, event: Event) -> Sequence[Block]:
    """Return the blocks of an event, in order of time."""
    statement = select(Block).where(Block.event_id == event.id)
    return session.exec(statement.order_by(col(Block.day), col(Block.starts), col(Block.id))).all()


def slots_of_block(session: Session, block: Block) -> Sequence[Slot]:
    """Return the slots of a block, in order of time."""
    return session.exec(select(Slot).where(Slot.block_id == block.id).order_by(col(Slot.starts_at))).all()


def block_token(block: Block, slots: Collection[Slot]) -> str:
    """Return the token of what a form of a block begins with (optimistic locking)."""
    return content_token(block.names, block.starts, block.ends, [(slot.starts, slot.ends) for slot in slots])


def lengths_of(event: Event, slots: Sequence[Slot]) -> tuple[int, int]:
    """Return how long the slots of a block are and how far apart, in minutes; of the event where they do not say."""
    if not slots:
        return event.slot_minutes, event.changeover_minutes
    minutes = (slots[0].ends_at - slots[0].starts_at) // timedelta(minutes=1)
    if len(slots) == 1:
        return minutes, event.changeover_minutes
    return minutes, (slots[1].starts_at - slots[0].ends_at) // timedelta(minutes=1)


def length_token(event: Event) -> str:
    """Return the token of what the form of all slots' lengths begins with (optimistic locking)."""
    return content_token(event.slot_minutes, event.changeover_minutes)
