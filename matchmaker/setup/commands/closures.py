"""Places that cannot be used: several at once, for all slots or from a time on."""

from collections.abc import Collection
from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.events.commands import lock_event
from matchmaker.journal.words import About, named
from matchmaker.models import Block, Event, Place, PlaceClosure, Slot, Staff, StructureAct, row_id
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.queries.parts import block_of, slots_of_block


def close_places(
    session: Session,
    event: Event,
    place_ids: Collection[int],
    *,
    since: tuple[date, time],
    until: tuple[date, time] | None = None,
    about: str,
    staff: Staff,
) -> None:
    """Close places of an event in the slots of their venues that end after a day and wall time of the venue.

    With `until`, only in those that begin before that. Ids of elsewhere are left out.
    """
    event = lock_event(session, row_id(event))
    wanted = select(Place).where(Place.event_id == event.id, col(Place.id).in_(place_ids)).order_by(col(Place.id))
    places = session.exec(wanted).all()
    slots = session.exec(select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))).all()
    cells = [(place, slot) for place in places for slot in slots if slot.venue_id == place.venue_id]
    cells = [(place, slot) for place, slot in cells if (slot.day, slot.ends) > since]
    cells = [(place, slot) for place, slot in cells if until is None or (slot.day, slot.starts) < until]
    with noted(session, event, StructureAct.CLOSE_PLACE, about, staff=staff):
        _close(session, cells)


def close_block(session: Session, event: Event, block_id: int, *, since: time | None = None, staff: Staff) -> None:
    """Close every place of the venue in the slots of a block: nothing is planned there any more.

    With `since`, a wall time of the venue, only in those that end after it. Raises `NotFound` for a block of another
    event.
    """
    event = lock_event(session, row_id(event))
    block = block_of(session, event, block_id)
    slots = [slot for slot in slots_of_block(session, block) if since is None or slot.ends > since]
    places = session.exec(
        select(Place).where(Place.event_id == event.id, Place.venue_id == block.venue_id).order_by(col(Place.id))
    ).all()
    with noted(session, event, StructureAct.CLOSE_BLOCK, _about(block, since), staff=staff):
        _close(session, [(place, slot) for place in places for slot in slots])


def _close(session: Session, cells: Collection[tuple[Place, Slot]]) -> None:
    """Close places in slots; those that are closed already stay so."""
    slot_ids = {row_id(slot) for _, slot in cells}
    closures = session.exec(select(PlaceClosure).where(col(PlaceClosure.slot_id).in_(slot_ids))).all()
    closed = {(closure.place_id, closure.slot_id) for closure in closures}
    wanted = ((row_id(place), row_id(slot)) for place, slot in cells)
    session.add_all(PlaceClosure(place_id=place, slot_id=slot) for place, slot in wanted if (place, slot) not in closed)
    session.flush()


def _about(block: Block, since: time | None) -> About:
    return [named(block.names, block.code), f", {since or block.starts:%H:%M}–{block.ends:%H:%M}"]
