"""The meetings of an event as they are named."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from matchmaker.models import Event, Meeting, PairKey, row_id


def meeting_uids(session: Session, event: Event) -> Mapping[PairKey, str]:
    """Return the uids of an event's meetings, by pair."""
    columns = select(Meeting.low_id, Meeting.high_id, Meeting.uid)
    wanted = columns.where(Meeting.event_id == row_id(event), col(Meeting.ordinal) == 1)
    return {(low, high): uid for low, high, uid in session.exec(wanted)}
