"""Place a pair of the draft where meetings are in the way, and move or remove these: one edit, undone as one."""

from collections.abc import Mapping

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.drafts.commands.edits import NO_MEETING, meeting_in, meeting_of_pair, names_of
from matchmaker.drafts.commands.log import locked_draft, write
from matchmaker.drafts.planning.loading import load_board
from matchmaker.drafts.planning.rearranging import make_way
from matchmaker.drafts.planning.sentences import LOCKED
from matchmaker.drafts.rules.spots import SpotChange
from matchmaker.models import DraftAct, DraftEdit, Event, PairKey, Staff, pair_of, row_id


def place_moving(
    session: Session,
    event: Event,
    pair: PairKey,
    slot_id: int,
    *,
    moves: Mapping[int, int | None],
    shown: str,
    staff: Staff,
) -> DraftEdit:
    """Place a pair in a slot while the meetings of `moves`, which are in the way, go to other slots (None: they leave).

    Raises `Stale` if the draft is not the one `shown` any more, or this is not possible any more; `NotFound` for
    delegations, slots or meetings that are not there; and `InvalidInput` for a locked meeting, and for a pair that is
    in the draft already.
    """
    draft = locked_draft(session, event, shown)
    low, high = pair_of(*pair)
    others = [meeting_in(session, event, number) for number in moves]
    board = load_board(session, event, draft, [(low, high), *(other.pair for other in others)])
    if not {low, high} <= board.facts.delegations.keys() or low == high:
        raise NotFound(N_("This event has no such delegations."))
    if not moves.keys() <= board.held.keys():
        raise NotFound(NO_MEETING)
    if not {slot_id, *moves.values()} - {None} <= board.facts.slots.keys():
        raise NotFound(N_("This event has no such slot or place."))
    meeting = meeting_of_pair(session, event, (low, high))
    if any(board.held[number].spot.locked for number in moves):
        raise InvalidInput(LOCKED)
    if row_id(meeting) in board.held:
        raise InvalidInput(N_("This meeting is in the draft already."))
    found = make_way(board, row_id(meeting), (low, high), slot_id, moves)
    if found is None:
        raise Stale(N_("This is not possible any more: look at the possible times again."))
    changes = [SpotChange(held.meeting_id, held.spot, to) for held, to in found.moves]
    return write(
        session,
        event,
        draft,
        DraftAct.PLACE,
        [*changes, SpotChange(row_id(meeting), None, found.spot)],
        about=names_of(board, (low, high)),
        staff=staff,
    )
