"""Where a pair without a free slot can meet once other meetings make way, and what each of these ways costs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.planning.loading import load_board
from matchmaker.drafts.planning.options import Options
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.planning.rearranging import (
    Rearrangement,
    in_the_way,
    leaving,
    moving,
    moving_in_turn,
    second_blockers,
    worth,
)
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import Event, Meeting, PairKey, Scenario, Strength, Wish

MOST_WAYS, MOST_SECONDS = 3, 12
"""Ways that are shown; places where a second meeting is asked to make way, for each first one."""


@dataclass(frozen=True, slots=True)
class WayMove:
    """A meeting that makes way."""

    meeting_id: int
    title: str
    to_slot: int | None
    """None: it leaves the draft."""
    day: date | None
    starts: time | None


@dataclass(frozen=True, slots=True)
class Way:
    """A slot in which a pair can meet once other meetings move, or leave the draft."""

    slot_id: int
    day: date
    starts: time
    place: str
    moves: tuple[WayMove, ...]
    people: int
    """How many people have a meeting moved or lost."""
    cheaper: bool
    """Whether what leaves the draft, if anything does, is worth less than what comes in."""

    musts_lost: int
    """How many wishes that are a must are no longer met."""
    wishes_lost: int
    """By how many more wishes are not met than before; below 0, fewer."""

    @property
    def leaving(self) -> int:
        """How many meetings leave the draft."""
        return sum(move.to_slot is None for move in self.moves)


def ways_for(
    session: Session, event: Event, draft: Scenario, near: DraftBoard, *, number: int, pair: PairKey
) -> tuple[Way, ...]:
    """Return the best ways to place a pair (its meeting is `number`), those that concern the fewest people first.

    `near` is the board of the pair alone: it says which meetings are in the way.
    """
    options = Options(near, number, pair, None)
    tried = ((slot_id, options.at(slot_id)) for slot_id in near.facts.slots)
    found = {slot_id: in_the_way(near, pair, option) for slot_id, option in tried if option is not None}
    # those where one meeting is in the way first
    likely = sorted((slot_id for slot_id, many in found.items() if many), key=lambda one: len(found[one][0]))
    alternatives = {slot_id: found[slot_id] for slot_id in likely}
    if not alternatives:
        return ()
    needed = {one for many in alternatives.values() for ones in many for one in ones}
    board = load_board(session, event, draft, [pair, *_pairs(session, event, needed)])
    best = moving(board, number, pair, alternatives)
    if not best:
        seconds = {first: ones[:MOST_SECONDS] for first, ones in second_blockers(board, alternatives).items() if ones}
        wide = needed | {second for ones in seconds.values() for _, second in ones}
        board = load_board(session, event, draft, [pair, *_pairs(session, event, wide)])
        best = moving_in_turn(board, number, pair, alternatives, seconds)
    best = best or leaving(board, number, pair, alternatives, most=MOST_WAYS)
    return tuple(_way(board, pair, one) for one in best[:MOST_WAYS])


def _pairs(session: Session, event: Event, numbers: Collection[int]) -> list[PairKey]:
    meetings = select(Meeting).where(Meeting.event_id == event.id, col(Meeting.id).in_(numbers))
    return [meeting.pair for meeting in session.exec(meetings)]


def _way(board: DraftBoard, pair: PairKey, found: Rearrangement) -> Way:
    slot = board.facts.slots[found.spot.slot_id]
    return Way(
        slot_id=found.spot.slot_id,
        day=slot.day,
        starts=slot.starts,
        place=board.facts.places[found.spot.place_id].code,
        moves=tuple(_move(board, held, to) for held, to in found.moves),
        people=found.people,
        cheaper=found.lost_worth(board) < worth(board, pair),
        musts_lost=sum(wish.strength is Strength.MUST for one in found.lost(board) for wish in _wishes(board, one)),
        wishes_lost=sum(len(_wishes(board, one)) for one in found.lost(board)) - len(_wishes(board, pair)),
    )


def _wishes(board: DraftBoard, pair: PairKey) -> list[Wish]:
    known = board.found.eligible.get(pair)
    return [] if known is None else [wish for wish in known.wishes if wish is not None]


def _move(board: DraftBoard, held: Held, to: MeetingSpot | None) -> WayMove:
    slot = None if to is None else board.facts.slots[to.slot_id]
    return WayMove(
        meeting_id=held.meeting_id,
        title=" – ".join(board.facts.name(side) for side in held.pair),
        to_slot=None if to is None else to.slot_id,
        day=None if slot is None else slot.day,
        starts=None if slot is None else slot.starts,
    )
