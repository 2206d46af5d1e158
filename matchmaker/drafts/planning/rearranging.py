"""Making way: a pair that has no free slot is placed where one meeting is in the way, which moves somewhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.planning.options import Option, Options
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.rules.conflicts import ConflictKind
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import PairKey, Slot


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """A new meeting and the one that makes way for it."""

    spot: MeetingSpot
    moved: Held
    """The meeting that makes way, where it is now."""
    to: MeetingSpot


def in_the_way(board: DraftBoard, option: Option) -> Held | None:
    """Return the one meeting that keeps an option from being possible; None if anything else does, or it is locked."""
    kinds = {conflict.kind for conflict in option.conflicts}
    meetings = {conflict.meeting_id for conflict in option.conflicts}
    if kinds != {ConflictKind.BUSY} or len(meetings) != 1:
        return None
    held = board.held.get(next(iter(meetings)) or 0)
    return None if held is None or held.spot.locked else held


def make_way(
    board: DraftBoard, number: int, pair: PairKey, slot_id: int, *, moved: Held, to_slot: int
) -> Rearrangement | None:
    """Return how a pair (its meeting is `number`) is placed in a slot while a meeting moves to another one.

    None if a rule or a personal limit speaks against it.
    """
    other = Options(board, moved.meeting_id, moved.pair, moved.spot).at(to_slot)
    new = Options(board, number, pair, None, without=(moved.meeting_id,)).at(slot_id)
    if new is None or other is None or new.conflicts:
        return None
    judged = board.judge(
        {number: Held(number, pair, new.spot), moved.meeting_id: Held(moved.meeting_id, moved.pair, other.spot)}
    )
    return None if any(judged.values()) else Rearrangement(new.spot, moved, other.spot)


def rearrangements(board: DraftBoard, number: int, pair: PairKey, options: dict[int, Held]) -> Iterator[Rearrangement]:
    """Yield, for each slot in which one meeting is in the way, the nearest move of that meeting that makes way."""
    slots = board.facts.slots
    for slot_id, moved in options.items():
        found = (
            make_way(board, number, pair, slot_id, moved=moved, to_slot=to)
            for to in _nearest(slots, moved.spot.slot_id)
        )
        first = next((one for one in found if one is not None), None)
        if first is not None:
            yield first


def _nearest(slots: Mapping[int, Slot], slot_id: int) -> list[int]:
    """Return the other slots, those that begin at about the same time first."""
    now = slots[slot_id].starts_at
    return sorted(slots.keys() - {slot_id}, key=lambda other: (abs(slots[other].starts_at - now), other))
