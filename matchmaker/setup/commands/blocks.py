"""Blocks of the day: added and cut into slots, changed, moved, removed while nothing rests on them."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.events.slots import CutSlot, cut
from matchmaker.journal.words import named
from matchmaker.models import Block, Event, PlaceClosure, Slot, Staff, StructureAct, Venue, row_id
from matchmaker.setup.commands.changes import no_run, noted
from matchmaker.setup.commands.moving import EventShift, move_timed
from matchmaker.setup.queries.parts import block_of, block_token, length_token, lengths_of, slots_of_block
from matchmaker.setup.queries.use import meetings_in_slots

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTimes:
    """When a block is, in the wall time of its venue, and how it is cut, in minutes."""

    starts: time
    ends: time
    minutes: int
    changeover: int


def add_block(
    session: Session, event: Event, *, venue_id: int, name: str, day: date, times: BlockTimes, staff: Staff
) -> int:
    """Add a block, cut into slots, and return how many slots it has.

    Raises `InvalidInput` for a day outside the event, times without a slot, a venue of elsewhere, and times that
    overlap those of another block in the venue.
    """
    event = lock_event(session, row_id(event))
    venue = session.get(Venue, venue_id)
    if venue is None or venue.event_id != event.id:
        raise InvalidInput(N_("Choose a venue of this event."))
    if not event.starts_on <= day <= event.ends_on:
        raise InvalidInput(N_("The event does not take place on this day."))
    codes = set(session.exec(select(Block.code).where(Block.event_id == event.id)).all())
    code = next(code for number in range(1, len(codes) + 2) if (code := f"B{number}") not in codes)
    names = dict.fromkeys(LANGUAGES, one_line(name))
    block = Block(
        event_id=row_id(event),
        venue_id=venue_id,
        code=code,
        names=names,
        day=day,
        starts=times.starts,
        ends=times.ends,
    )
    _check_others(session, block)
    cuts = _cuts(block, venue.zone, times)
    with noted(session, event, StructureAct.ADD_BLOCK, _about(block), staff=staff):
        _save(session, block, venue.zone, cuts)
    return len(cuts)


def cut_block(session: Session, block: Block, zone: str, *, minutes: int, changeover: int) -> None:
    """Save a new block with its slots; where the clocks change within a slot, there is none."""
    cuts = cut(block.day, block.starts, block.ends, zone=zone, minutes=minutes, changeover=changeover)
    _save(session, block, zone, [one for one in cuts if one.starts_at is not None])


def change_block(
    session: Session, event: Event, block_id: int, *, name: str, times: BlockTimes, shown: str, staff: Staff
) -> Block:
    """Rename, move, shorten or lengthen a block, or cut it anew; closures follow the times that they close.

    A block that stays as long and is cut as before moves with its slots and their meetings, as by `move_block`.
    What people have said of their times are spans of the day, which stay. `shown` is the `block_token` of what the
    form began with. Raises `NotFound` for a block of another event, `Stale` if somebody has changed it meanwhile, and
    `InvalidInput` for times without a slot, an overlap with another block, slots of schedules that would not stay the
    same, and while a run is under way.
    """
    event = lock_event(session, row_id(event))
    block = block_of(session, event, block_id)
    slots = slots_of_block(session, block)
    if shown != block_token(block, slots):
        raise Stale
    no_run(session, event)
    about, minutes = _about(block), _minutes(block.starts, times.starts)
    moves = minutes == _minutes(block.ends, times.ends) != 0
    moves = moves and (times.minutes, times.changeover) == lengths_of(event, slots)
    if (block.starts, block.ends) != (times.starts, times.ends):
        about.append(f" → {times.starts:%H:%M}–{times.ends:%H:%M}")
    with noted(session, event, StructureAct.CHANGE_BLOCK, about, staff=staff):
        block.names = _renamed(block, name, staff.language)
        block.starts, block.ends = times.starts, times.ends
        _check_others(session, block)
        if moves:
            move_timed(session, slots, EventShift(days=0, minutes=minutes))
        else:
            _cut_anew(session, event, block, slots, times)
    return block


def set_slot_length(session: Session, event: Event, *, minutes: int, changeover: int, shown: str, staff: Staff) -> int:
    """Cut every block of an event anew, keep the lengths for new blocks, and return how many slots there are now.

    `shown` is the `length_token` that the form began with. Raises `Stale` if they were changed meanwhile, and
    `InvalidInput` as `change_block` does.
    """
    event = lock_event(session, row_id(event))
    if shown != length_token(event):
        raise Stale
    no_run(session, event)
    blocks = session.exec(select(Block).where(Block.event_id == event.id).order_by(col(Block.id))).all()
    number = 0
    with noted(session, event, StructureAct.SLOT_LENGTH, f"{minutes} + {changeover}", staff=staff):
        event.slot_minutes, event.changeover_minutes = minutes, changeover
        for block in blocks:
            times = BlockTimes(starts=block.starts, ends=block.ends, minutes=minutes, changeover=changeover)
            number += _cut_anew(session, event, block, slots_of_block(session, block), times)
    return number


def move_block(session: Session, event: Event, block_id: int, minutes: int, *, staff: Staff) -> Block:
    """Move a block by some minutes, earlier or later: its slots and their meetings move with it.

    Raises `NotFound` for a block of another event, and `InvalidInput` for hours beyond midnight or in which the clocks
    change, for an overlap with another block, and while a run is under way.
    """
    event = lock_event(session, row_id(event))
    block = block_of(session, event, block_id)
    no_run(session, event)
    shift = EventShift(days=0, minutes=minutes)
    starts, ends = shift.wall(block.starts), shift.wall(block.ends)
    about = [*_about(block), f" → {starts:%H:%M}–{ends:%H:%M}"]
    with noted(session, event, StructureAct.CHANGE_BLOCK, about, staff=staff):
        block.starts, block.ends = starts, ends
        _check_others(session, block)
        move_timed(session, slots_of_block(session, block), shift)
    return block


def remove_block(session: Session, event: Event, block_id: int, *, staff: Staff) -> None:
    """Remove a block with its slots.

    Raises `NotFound` for one of another event, and `InvalidInput` if a schedule has meetings in it, or a run is under
    way.
    """
    event = lock_event(session, row_id(event))
    block = block_of(session, event, block_id)
    no_run(session, event)
    with noted(session, event, StructureAct.REMOVE_BLOCK, _about(block), staff=staff):
        drop_block(session, event, block)


def drop_block(session: Session, event: Event, block: Block) -> None:
    """Delete a block with its slots; raises `InvalidInput` if a schedule has meetings in it."""
    slots = slots_of_block(session, block)
    if meetings := meetings_in_slots(session, event, [row_id(slot) for slot in slots]).saved:
        raise InvalidInput(
            N_("%(number)d meetings of your schedules are in this block. Close the block instead."),
            number=meetings,
        )
    _remove_slots(session, slots)
    session.delete(block)


def _about(block: Block) -> list[str | dict[str, Any]]:
    return [named(block.names, block.code), f", {block.starts:%H:%M}–{block.ends:%H:%M}"]


def _minutes(before: time, after: time) -> int:
    return 60 * (after.hour - before.hour) + after.minute - before.minute


def _renamed(block: Block, name: str, language: str) -> dict[str, str]:
    """Return the names with a new one in `language`, and in the languages that had the same."""
    before, name = block.name(language), one_line(name)
    return {each: name if (old := block.names.get(each, before)) == before else old for each in LANGUAGES}


def _check_others(session: Session, block: Block) -> None:
    if block.starts >= block.ends:
        raise InvalidInput(N_("A block ends after it begins."))
    others = select(Block).where(
        Block.event_id == block.event_id, Block.venue_id == block.venue_id, Block.day == block.day
    )
    for other in session.exec(others):
        if other is not block and other.starts < block.ends and block.starts < other.ends:
            raise InvalidInput(N_("The two blocks overlap."))


def _cuts(block: Block, zone: str, times: BlockTimes) -> list[CutSlot]:
    cuts = cut(block.day, times.starts, times.ends, zone=zone, minutes=times.minutes, changeover=times.changeover)
    found = [one for one in cuts if one.starts_at is not None]
    if not found:
        raise InvalidInput(N_("The block at %(time)s is shorter than one meeting."), time=f"{times.starts:%H:%M}")
    return found


def _save(session: Session, block: Block, zone: str, cuts: Iterable[CutSlot]) -> None:
    session.add(block)
    session.flush()
    where: dict[str, Any] = {"event_id": block.event_id, "block_id": row_id(block), "venue_id": block.venue_id}
    session.add_all(Slot(**where, day=block.day, zone=zone, **asdict(one)) for one in cuts)
    session.flush()


def _cut_anew(session: Session, event: Event, block: Block, slots: Collection[Slot], times: BlockTimes) -> int:
    """Give a block other slots; those that begin at the same time stay, with their closures. Returns how many."""
    zone = session.get_one(Venue, block.venue_id).zone
    cuts = {one.starts: one for one in _cuts(block, zone, times)}
    gone = [slot for slot in slots if slot.starts not in cuts]
    longer = [slot for slot in slots if slot.starts in cuts and slot.ends != cuts[slot.starts].ends]
    if meetings := meetings_in_slots(session, event, [row_id(slot) for slot in (*gone, *longer)]).saved:
        raise InvalidInput(
            N_(
                "%(number)d meetings of your schedules are in slots that would not stay as they are. Close the block "
                "instead, and add another one at other times, which may have other lengths."
            ),
            number=meetings,
        )
    closures = session.exec(select(PlaceClosure).where(col(PlaceClosure.slot_id).in_([slot.id for slot in gone]))).all()
    closed = [(slot, closure.place_id) for slot in gone for closure in closures if closure.slot_id == slot.id]
    new = [one for starts, one in cuts.items() if starts not in {slot.starts for slot in slots}]
    for slot in longer:
        slot.ends, slot.ends_at = cuts[slot.starts].ends, cuts[slot.starts].ends_at or slot.ends_at
    _save(session, block, zone, new)  # before the others go: an undo needs their ids to be free
    for slot in slots_of_block(session, block):
        if slot not in slots:
            places = {place for old, place in closed if old.starts < slot.ends and slot.starts < old.ends}
            session.add_all(PlaceClosure(place_id=place, slot_id=row_id(slot)) for place in sorted(places))
    session.flush()
    _remove_slots(session, gone)
    return len(cuts)


def _remove_slots(session: Session, slots: Iterable[Slot]) -> None:
    slots = list(slots)
    closures = select(PlaceClosure).where(col(PlaceClosure.slot_id).in_([slot.id for slot in slots]))
    for closure in session.exec(closures).all():
        session.delete(closure)
    session.flush()
    for slot in slots:
        session.delete(slot)
    session.flush()
