"""Making way: a pair that has no free slot is placed where one or two meetings are in the way, which move or leave."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.planning.options import Option, Options
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.rules.conflicts import ConflictKind
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import PairKey, Slot

MOST_MOVED, MOST_TARGETS, MOST_SEATS = 2, 3, 4
"""Meetings that make way together; slots tried for each; meetings tried where all tables are taken."""

_MEETINGS = {ConflictKind.BUSY, ConflictKind.PLACES_TAKEN}
Blockers = tuple[int, ...]
"""Meetings that have to go together, by id."""


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """A new meeting and those that make way for it."""

    spot: MeetingSpot
    moves: tuple[tuple[Held, MeetingSpot | None], ...]
    """Each where it is now and where it goes; None: it leaves the draft."""

    def lost_worth(self, board: DraftBoard) -> int:
        """What the meetings that leave the draft are worth."""
        return sum(worth(board, held.pair) for held, to in self.moves if to is None)

    @property
    def people(self) -> int:
        """How many people have a meeting moved or lost."""
        return len({person for held, to in self.moves for spot in (held.spot, to) if spot for person in spot.people})


def in_the_way(board: DraftBoard, pair: PairKey, option: Option) -> tuple[Blockers, ...]:
    """Return the alternatives of meetings that would have to go; none if anything but meetings is in the way.

    Where people are busy there is one alternative; where only the tables are full, any meeting at one of them is one.
    """
    kinds = {conflict.kind for conflict in option.conflicts}
    if kinds == {ConflictKind.PLACES_TAKEN}:
        places = board.allowed_places(pair)
        there = (number for place in places for number in board.taken.get((place, option.spot.slot_id), ()))
        return tuple((number,) for number in islice(there, MOST_SEATS))
    busy = tuple(dict.fromkeys(one.meeting_id for one in option.conflicts if one.meeting_id is not None))
    if ConflictKind.BUSY in kinds and kinds <= _MEETINGS and len(busy) <= MOST_MOVED:
        return (busy,)
    return ()


def make_way(
    board: DraftBoard, number: int, pair: PairKey, slot_id: int, moves: Mapping[int, int | None]
) -> Rearrangement | None:
    """Return how a pair (its meeting is `number`) is placed in a slot while `moves` go to other slots, or leave.

    None if a rule, a lock or a personal limit speaks against it.
    """
    new = Options(board, number, pair, None, without=moves).at(slot_id)
    if new is None or new.conflicts or any(board.held[one].spot.locked for one in moves):
        return None
    found: list[tuple[Held, MeetingSpot | None]] = []
    for one, to_slot in moves.items():
        held = board.held[one]
        option = None if to_slot is None else _options(board, held, moves).at(to_slot)
        if to_slot is not None and option is None:
            return None
        found.append((held, None if option is None else option.spot))
    changed = {held.meeting_id: None if to is None else Held(held.meeting_id, held.pair, to) for held, to in found}
    judged = board.judge({number: Held(number, pair, new.spot)} | changed)
    return None if any(judged.values()) else Rearrangement(new.spot, tuple(found))


def rearrangements(
    board: DraftBoard, number: int, pair: PairKey, alternatives: Mapping[int, Iterable[Blockers]]
) -> list[Rearrangement]:
    """Return, for each slot with meetings in the way, the nearest moves that make way: fewest people first.

    Where no move does, meetings may leave the draft instead: those that are worth least first.
    """
    found = [
        first
        for slot_id, blockers in alternatives.items()
        if (first := next(_moving(board, number, pair, slot_id, blockers), None)) is not None
    ]
    if not found:
        found = list(_leaving(board, number, pair, alternatives))
    return sorted(found, key=lambda one: (one.lost_worth(board), one.people))


def _moving(
    board: DraftBoard, number: int, pair: PairKey, slot_id: int, alternatives: Iterable[Blockers]
) -> Iterator[Rearrangement]:
    for blockers in alternatives:
        if not _may_go(board, blockers):
            continue
        for slots in product(*(_targets(board, board.held[one], blockers) for one in blockers)):
            found = make_way(board, number, pair, slot_id, dict(zip(blockers, slots, strict=True)))
            if found is not None:
                yield found


def _leaving(
    board: DraftBoard, number: int, pair: PairKey, alternatives: Mapping[int, Iterable[Blockers]]
) -> Iterator[Rearrangement]:
    for slot_id, ones in alternatives.items():
        for blockers in ones:
            found = (
                make_way(board, number, pair, slot_id, dict.fromkeys(blockers)) if _may_go(board, blockers) else None
            )
            if found is not None:
                yield found


def worth(board: DraftBoard, pair: PairKey) -> int:
    """Return what the meeting of a pair is worth to the solver."""
    known = board.found.eligible.get(pair)
    return 0 if known is None else known.value


def _may_go(board: DraftBoard, blockers: Blockers) -> bool:
    return all(one in board.held and not board.held[one].spot.locked for one in blockers)


def _targets(board: DraftBoard, held: Held, gone: Blockers) -> list[int]:
    """Return the slots to which a meeting could go, those that begin at about the same time first."""
    options = _options(board, held, gone)
    near = _nearest(board.facts.slots, held.spot.slot_id)
    free = (slot_id for slot_id in near if (option := options.at(slot_id)) is not None and not option.conflicts)
    return list(islice(free, MOST_TARGETS))


def _options(board: DraftBoard, held: Held, gone: Iterable[int]) -> Options:
    return Options(board, held.meeting_id, held.pair, held.spot, without=gone)


def _nearest(slots: Mapping[int, Slot], slot_id: int) -> list[int]:
    now = slots[slot_id].starts_at
    return sorted(slots.keys() - {slot_id}, key=lambda other: (abs(slots[other].starts_at - now), other))
