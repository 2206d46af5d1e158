"""Blocks of the day: added and cut into slots, removed while nothing rests on them."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, time
from typing import Any

from sqlmodel import Session, col, delete, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.events.commands import lock_event
from matchmaker.events.slots import CutSlot, cut
from matchmaker.models import Act, Block, Event, PlaceClosure, Slot, Staff, Venue, record, row_id
from matchmaker.setup.queries.parts import block_of
from matchmaker.setup.queries.use import is_being_solved, meetings_in_block

LONGEST_CODE = 40


def add_block(
    session: Session, event: Event, *, venue_id: int, name: str, day: date, starts: time, ends: time, staff: Staff
) -> int:
    """Add a block, cut into slots of the event's length, and return how many slots it has.

    Raises `InvalidInput` for a day outside the event, times without a slot, a venue of elsewhere, and times that
    overlap those of another block in the venue.
    """
    event = lock_event(session, row_id(event))
    venue = session.get(Venue, venue_id)
    if venue is None or venue.event_id != event.id:
        raise InvalidInput(N_("Choose a venue of this event."))
    if not event.starts_on <= day <= event.ends_on:
        raise InvalidInput(N_("The event does not take place on this day."))
    others = session.exec(
        select(Block).where(Block.event_id == event.id, Block.venue_id == venue_id, Block.day == day)
    ).all()
    if any(other.starts < ends and starts < other.ends for other in others):
        raise InvalidInput(N_("The two blocks overlap."))
    codes = set(session.exec(select(Block.code).where(Block.event_id == event.id)).all())
    code = next(code for number in range(1, len(codes) + 2) if (code := f"B{number}") not in codes)
    names = dict.fromkeys(LANGUAGES, " ".join(name.split()))
    block = Block(event_id=row_id(event), venue_id=venue_id, code=code, names=names, day=day, starts=starts, ends=ends)
    times = _times(event, block, venue.zone)
    if not times:
        raise InvalidInput(N_("The block at %(time)s is shorter than one meeting."), time=f"{starts:%H:%M}")
    _save(session, block, venue.zone, times)
    record(session, staff.name, Act.CHANGE_STRUCTURE, event_id=row_id(event))
    session.flush()
    return len(times)


def cut_block(session: Session, event: Event, block: Block, zone: str) -> None:
    """Save a block with its slots; where the clocks change within a slot, there is none."""
    _save(session, block, zone, _times(event, block, zone))


def _times(event: Event, block: Block, zone: str) -> list[CutSlot]:
    lengths = {"minutes": event.slot_minutes, "changeover": event.changeover_minutes}
    times = cut(block.day, block.starts, block.ends, zone=zone, **lengths)
    return [one for one in times if one.starts_at is not None]


def _save(session: Session, block: Block, zone: str, times: Iterable[CutSlot]) -> None:
    session.add(block)
    session.flush()
    where: dict[str, Any] = {"event_id": block.event_id, "block_id": row_id(block), "venue_id": block.venue_id}
    session.add_all(Slot(**where, day=block.day, zone=zone, **asdict(one)) for one in times)
    session.flush()


def remove_block(session: Session, event: Event, block_id: int, *, staff: Staff) -> None:
    """Remove a block with its slots.

    Raises `NotFound` for one of another event, and `InvalidInput` if a schedule has meetings in it, or a run is under
    way.
    """
    event = lock_event(session, row_id(event))
    block = block_of(session, event, block_id)
    if is_being_solved(session, row_id(event)):
        raise InvalidInput(N_("A schedule is being searched for. Wait until the run has ended, or stop it."))
    if meetings := meetings_in_block(session, block_id):
        raise InvalidInput(
            N_("%(number)d meetings of your schedules are in this block. Close the tables in its slots instead."),
            number=meetings,
        )
    slots = select(Slot.id).where(Slot.block_id == block_id)
    session.exec(delete(PlaceClosure).where(col(PlaceClosure.slot_id).in_(slots)))
    session.exec(delete(Slot).where(col(Slot.block_id) == block_id))
    session.delete(block)
    record(session, staff.name, Act.CHANGE_STRUCTURE, event_id=row_id(event))
    session.flush()
