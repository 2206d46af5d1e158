"""Making way: a pair that has no free slot is placed where other meetings are in the way, which move or leave.

At most two meetings are touched. The search goes from what costs least to what costs most: a meeting moves to a free
slot; it moves to where a second one makes way; meetings leave the draft.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.planning.options import Option, Options
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.rules.conflicts import Conflict, ConflictKind
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import PairKey, Slot

MOST_MOVED, MOST_TARGETS, MOST_SEATS = 2, 3, 4
"""Meetings that make way together; slots tried for each; meetings tried where all tables are taken."""

Blockers = tuple[int, ...]
"""Meetings that have to go together, by id."""
Moves = Mapping[int, int | None]
"""The slot to which each meeting goes; None: it leaves the draft."""
Alternatives = Mapping[int, Sequence[Blockers]]
"""By slot: the meetings that would have to go, one alternative after the other."""
SecondBlockers = dict[int, list[tuple[int, int]]]
"""By meeting: slots to which it could go, each with the meeting that would have to make way there."""

_MAXIMUM = {ConflictKind.MAXIMUM, ConflictKind.MAXIMUM_RECEIVED}
_LIMITS = {ConflictKind.MAX_PER_DAY, ConflictKind.MAX_IN_A_ROW, ConflictKind.LUNCH}


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """A new meeting and those that make way for it."""

    spot: MeetingSpot
    moves: tuple[tuple[Held, MeetingSpot | None], ...]
    """Each where it is now and where it goes; None: it leaves the draft."""

    def lost_worth(self, board: DraftBoard) -> int:
        """What the meetings that leave the draft are worth."""
        return sum(worth(board, held.pair) for held, to in self.moves if to is None)

    def lost(self, board: DraftBoard) -> list[PairKey]:
        """Which pairs leave the draft and may meet still."""
        return [held.pair for held, to in self.moves if to is None and held.pair in board.found.eligible]

    @property
    def people(self) -> int:
        """How many people have a meeting moved or lost."""
        return len({person for held, to in self.moves for spot in (held.spot, to) if spot for person in spot.people})


def in_the_way(board: DraftBoard, pair: PairKey, option: Option) -> tuple[Blockers, ...]:
    """Return the alternatives of meetings that would have to go; none if anything but meetings is in the way.

    Where people are busy these meetings go. Where only the tables are full, any meeting at one of them is an
    alternative; where somebody has as many meetings as they may, any one of theirs is, beside those that are in the
    way by their time.
    """
    busy = dict.fromkeys(one.meeting_id for one in option.conflicts if one.kind is ConflictKind.BUSY)
    needed: list[Blockers] = [tuple(number for number in busy if number is not None)]
    for conflict in option.conflicts:
        # whoever is busy leaves a table free as well
        if conflict.kind is not ConflictKind.BUSY and not (conflict.kind is ConflictKind.PLACES_TAKEN and busy):
            needed = [
                ones if one in ones else (*ones, one)
                for ones in needed
                for one in _any_of(board, pair, option.spot.slot_id, conflict)
            ]
    return tuple(ones for ones in dict.fromkeys(needed) if 0 < len(ones) <= MOST_MOVED)


def _any_of(board: DraftBoard, pair: PairKey, slot_id: int, conflict: Conflict) -> Iterator[int]:
    """Yield the meetings of which one has to go for a conflict; none if it is about something else."""
    if conflict.kind is ConflictKind.PLACES_TAKEN:
        there = (one for place in board.allowed_places(pair) for one in board.taken.get((place, slot_id), ()))
        yield from islice(there, MOST_SEATS)
    elif conflict.kind in _MAXIMUM:
        own = (held for held in board.held.values() if conflict.delegation_id in held.pair)
        yield from (held.meeting_id for held in sorted(own, key=lambda held: worth(board, held.pair)))
    elif conflict.kind in _LIMITS:
        own = (held for held in board.held.values() if conflict.registration_id in held.spot.people)
        yield from (held.meeting_id for held in sorted(own, key=lambda held: worth(board, held.pair)))


def make_way(board: DraftBoard, number: int, pair: PairKey, slot_id: int, moves: Moves) -> Rearrangement | None:
    """Return how a pair (its meeting is `number`) is placed in a slot while `moves` go to other slots, or leave.

    None if a rule, a lock or a personal limit speaks against it.
    """
    new = Options(board, number, pair, None, without=moves).at(slot_id)
    if new is None or new.conflicts or not _may_go(board, moves):
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


def moving(board: DraftBoard, number: int, pair: PairKey, alternatives: Alternatives) -> list[Rearrangement]:
    """Return, for each slot, the nearest moves to free slots that make way for a pair: fewest people first."""
    tried = {
        slot_id: (moves for ones in many for moves in _to_free_slots(board, ones))
        for slot_id, many in alternatives.items()
    }
    return _first_of_each(board, number, pair, tried)


def moving_in_turn(
    board: DraftBoard, number: int, pair: PairKey, alternatives: Alternatives, seconds: SecondBlockers
) -> list[Rearrangement]:
    """Return, for each slot, how the one meeting in the way moves to where a second one makes way for it.

    The board has to hold the meetings of `seconds` too.
    """
    tried = {
        slot_id: (moves for ones in many if len(ones) == 1 for moves in _in_turn(board, ones[0], seconds))
        for slot_id, many in alternatives.items()
    }
    return _first_of_each(board, number, pair, tried)


def leaving(
    board: DraftBoard, number: int, pair: PairKey, alternatives: Alternatives, *, most: int
) -> list[Rearrangement]:
    """Return what makes way where a meeting leaves the draft: those that are worth least first, at most one a slot."""
    tried = sorted(
        (
            (sum(worth(board, board.held[one].pair) for one in gone), slot_id, gone, kept)
            for slot_id, many in alternatives.items()
            for ones in many
            if _may_go(board, ones)
            for gone, kept in _parted(board, ones)
        ),
        key=lambda one: one[0],
    )
    found: dict[int, Rearrangement] = {}
    for _, slot_id, gone, kept in tried:
        if slot_id in found:
            continue
        for slots in product(*(_targets(board, board.held[one], (*gone, *kept)) for one in kept)):
            moves = dict.fromkeys(gone) | dict(zip(kept, slots, strict=True))
            if (one := make_way(board, number, pair, slot_id, moves)) is not None:
                found[slot_id] = one
                break
        if len(found) == most:
            break
    return _best_first(board, found.values())


def second_blockers(board: DraftBoard, alternatives: Alternatives) -> SecondBlockers:
    """Return, for each meeting that is alone in the way, the slots to which it could go if one more made way."""
    alone = {ones[0] for many in alternatives.values() for ones in many if len(ones) == 1 and _may_go(board, ones)}
    found: SecondBlockers = {}
    for number in alone:
        held = board.held[number]
        options = _options(board, held, (number,))
        for slot_id in _nearest(board.facts.slots, held.spot.slot_id):
            option = options.at(slot_id)
            ones = () if option is None else in_the_way(board, held.pair, option)
            found.setdefault(number, []).extend(
                (slot_id, one[0]) for one in ones if len(one) == 1 and number not in one
            )
    return found


def worth(board: DraftBoard, pair: PairKey) -> int:
    """Return what the meeting of a pair is worth to the solver."""
    known = board.found.eligible.get(pair)
    return 0 if known is None else known.value


def _first_of_each(
    board: DraftBoard, number: int, pair: PairKey, tried: Mapping[int, Iterable[Moves]]
) -> list[Rearrangement]:
    found = (
        next((one for moves in ways if (one := make_way(board, number, pair, slot_id, moves)) is not None), None)
        for slot_id, ways in tried.items()
    )
    return _best_first(board, (one for one in found if one is not None))


def _best_first(board: DraftBoard, found: Iterable[Rearrangement]) -> list[Rearrangement]:
    return sorted(found, key=lambda one: (one.lost_worth(board), one.people))


def _to_free_slots(board: DraftBoard, blockers: Blockers) -> Iterator[Moves]:
    if _may_go(board, blockers):
        for slots in product(*(_targets(board, board.held[one], blockers) for one in blockers)):
            yield dict(zip(blockers, slots, strict=True))


def _in_turn(board: DraftBoard, first: int, seconds: SecondBlockers) -> Iterator[Moves]:
    for slot_id, second in seconds.get(first, ()):
        if _may_go(board, (first, second)):
            yield from ({first: slot_id, second: to} for to in _targets(board, board.held[second], (first, second)))


def _parted(board: DraftBoard, blockers: Blockers) -> Iterator[tuple[Blockers, Blockers]]:
    """Yield who of some meetings leaves and who moves: one of them leaves, or all do; never a pair that must meet."""
    may_leave = [one for one in blockers if board.held[one].pair not in board.facts.rules.required]
    for one in may_leave if len(blockers) > 1 else ():
        yield (one,), tuple(other for other in blockers if other != one)
    if len(may_leave) == len(blockers):
        yield blockers, ()


def _may_go(board: DraftBoard, blockers: Iterable[int]) -> bool:
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
