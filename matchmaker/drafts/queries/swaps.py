"""Two meetings of the draft that change places: with which others a meeting could, and what a swap would mean."""

from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_, translate
from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.planning.loading import load_board, read_held
from matchmaker.drafts.planning.options import changes_nothing, swapped
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.planning.sentences import LOCKED, ConflictWords
from matchmaker.drafts.rules.conflicts import Tone, tone_of
from matchmaker.models import Event, Scenario

MOST_JUDGED = 400
"""Meetings of a draft that are all judged, in half a second; of a larger one those of the same two delegations."""
_TONES = (Tone.FREE, Tone.LIMIT, Tone.BLOCKED)


@dataclass(frozen=True, slots=True)
class SwapPartner:
    """A meeting, where it is, and what a swap with it would mean."""

    meeting_id: int
    title: str
    slot_id: int
    day: date
    starts: time
    place: str
    tone: Tone
    reasons: tuple[str, ...]
    """What speaks against the swap."""
    is_near: bool
    """Whether one of the two delegations takes part in both meetings."""


@dataclass(frozen=True, slots=True)
class Swap:
    """A meeting that is to change places, and with which others it could."""

    meeting: SwapPartner
    others: tuple[SwapPartner, ...]
    """Those that are judged: what is possible first."""
    chosen: SwapPartner | None

    def of_tone(self, tone: Tone) -> int:
        """Return with how many a swap has a tone."""
        return sum(one.tone == tone for one in self.others)


def pick_swap(
    session: Session, event: Event, draft: Scenario, meeting_id: int, other_id: int | None, *, language: str
) -> Swap:
    """Return with which meetings one could change places; `other_id` is one that is chosen, whichever it is.

    Raises `NotFound` for a meeting that is not in the draft.
    """
    held = read_held(session, draft)
    one, other = held.get(meeting_id), held.get(other_id or meeting_id)
    if one is None or other is None:
        raise NotFound(N_("This meeting is not in the draft."))
    sides = set(one.pair)
    judged = [two for two in held.values() if len(held) <= MOST_JUDGED or sides & set(two.pair)]
    board = load_board(session, event, draft, {two.pair for two in (one, other, *judged)})
    words = ConflictWords(board, language)
    found = {
        two.meeting_id: _partner(board, words, one, two)
        for two in (*judged, other)
        if two is not one and not changes_nothing(board, one, two)
    }
    return Swap(
        meeting=_partner(board, words, one, one),
        others=tuple(sorted(found.values(), key=lambda two: _order(two, one.spot.slot_id))),
        chosen=found.get(other.meeting_id),
    )


def _order(two: SwapPartner, slot_id: int) -> tuple[int, bool, bool, date, time]:
    """What is possible first; then those that change the time, not the table alone, and those of the same people."""
    return _TONES.index(two.tone), two.slot_id == slot_id, not two.is_near, two.day, two.starts


def _partner(board: DraftBoard, words: ConflictWords, one: Held, two: Held) -> SwapPartner:
    slot = board.facts.slots[two.spot.slot_id]
    tone, reasons = _judged(board, words, one, two)
    return SwapPartner(
        meeting_id=two.meeting_id,
        title=" – ".join(board.facts.name(side) for side in two.pair),
        slot_id=two.spot.slot_id,
        day=slot.day,
        starts=slot.starts,
        place=board.facts.places[two.spot.place_id].code,
        tone=tone,
        reasons=reasons,
        is_near=bool(set(one.pair) & set(two.pair)),
    )


def _judged(board: DraftBoard, words: ConflictWords, one: Held, two: Held) -> tuple[Tone, tuple[str, ...]]:
    if one is two:
        return Tone.FREE, ()
    if one.spot.locked or two.spot.locked:
        return Tone.BLOCKED, (translate(words.language, LOCKED),)
    conflicts = tuple(one for found in board.judge(dict(swapped(board, one, two))).values() for one in found)
    return tone_of(conflicts), words.reasons(conflicts)
