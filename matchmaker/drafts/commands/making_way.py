"""Place a pair of the draft where one meeting is in the way, and move that meeting: one edit, undone as one."""

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.drafts.commands.edits import LOCKED, NO_MEETING, meeting_in, meeting_of_pair, names_of
from matchmaker.drafts.commands.log import locked_draft, write
from matchmaker.drafts.planning.loading import load_board
from matchmaker.drafts.planning.rearranging import make_way
from matchmaker.drafts.rules.spots import SpotChange
from matchmaker.models import DraftAct, DraftEdit, Event, PairKey, Staff, row_id


def place_moving(
    session: Session,
    event: Event,
    pair: PairKey,
    slot_id: int,
    *,
    moved: int,
    to_slot: int,
    shown: str,
    staff: Staff,
) -> DraftEdit:
    """Place a pair in a slot while the meeting `moved`, which is in the way, goes to another one.

    Raises `Stale` if the draft is not the one `shown` any more, or this is not possible any more; `NotFound` for
    delegations, slots or meetings that are not there; and `InvalidInput` for a locked meeting, and for a pair that is
    in the draft already.
    """
    draft = locked_draft(session, event, shown)
    low, high = sorted(pair)
    other = meeting_in(session, event, moved)
    board = load_board(session, event, draft, [(low, high), other.pair])
    if not {low, high} <= board.facts.delegations.keys() or low == high:
        raise NotFound(N_("This event has no such delegations."))
    if moved not in board.held:
        raise NotFound(NO_MEETING)
    if not {slot_id, to_slot} <= board.facts.slots.keys():
        raise NotFound(N_("This event has no such slot or place."))
    held = board.held[moved]
    meeting = meeting_of_pair(session, event, (low, high))
    if held.spot.locked:
        raise InvalidInput(LOCKED)
    if row_id(meeting) in board.held:
        raise InvalidInput(N_("This meeting is in the draft already."))
    found = make_way(board, row_id(meeting), (low, high), slot_id, moved=held, to_slot=to_slot)
    if found is None:
        raise Stale(N_("This is not possible any more: look at the possible times again."))
    return write(
        session,
        event,
        draft,
        DraftAct.PLACE,
        [SpotChange(moved, held.spot, found.to), SpotChange(row_id(meeting), None, found.spot)],
        about=f"{names_of(board, (low, high))} / {names_of(board, held.pair)}",
        staff=staff,
    )
