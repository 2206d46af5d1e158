"""Which meetings of a published schedule an organiser has put where they are: what stays close keeps them there."""

from sqlalchemy import select as select_many
from sqlmodel import Session, col, or_, select

from matchmaker.models import DraftAct, DraftEdit, EditState, Meeting, PairKey, Placement, Release, Scenario, row_id

PLACING = frozenset({DraftAct.PLACE, DraftAct.MOVE, DraftAct.SWAP})


def placed_by_hand(session: Session, scenario: Scenario) -> frozenset[PairKey]:
    """Return the pairs that are in the slot into which somebody has put them, in what was published or in itself.

    The last edit of a meeting counts (`matchmaker.drafts.rules.spots` says how edits are kept).
    """
    releases = select(Release.scenario_id).where(Release.event_id == scenario.event_id)
    edits = session.exec(
        select(DraftEdit.changes)
        .where(
            col(DraftEdit.act).in_(PLACING),
            DraftEdit.state == EditState.DONE,
            or_(col(DraftEdit.scenario_id).in_(releases), col(DraftEdit.scenario_id) == row_id(scenario)),
        )
        .order_by(col(DraftEdit.id))
    )
    slots = {one["meeting"]: (one["after"] or {}).get("slot") for changes in edits for one in changes}
    if not slots:
        return frozenset()
    placed = session.execute(
        select_many(col(Meeting.id), col(Meeting.low_id), col(Meeting.high_id), col(Placement.slot_id))
        .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
        .where(col(Placement.scenario_id) == row_id(scenario), col(Meeting.id).in_(slots))
    )
    return frozenset((low, high) for meeting, low, high, slot_id in placed if slots[meeting] == slot_id)
