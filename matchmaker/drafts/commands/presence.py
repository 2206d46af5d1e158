"""Who has the draft open: a heartbeat of each page, one row a member of the staff."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.models import DraftPresence, Event, Meeting, Staff, row_id

FORGOTTEN_AFTER = timedelta(hours=1)


def note_presence(session: Session, event: Event, staff: Staff, meeting_id: int | None) -> None:
    """Note that somebody looks at the draft, and at which of its meetings; an unknown one is none."""
    meeting = None if meeting_id is None else session.get(Meeting, meeting_id)
    known = None if meeting is None or meeting.event_id != event.id else meeting.id
    session.merge(DraftPresence(event_id=row_id(event), staff_id=row_id(staff), seen_at=clock.now(), meeting_id=known))
    session.execute(delete(DraftPresence).where(col(DraftPresence.seen_at) < clock.now() - FORGOTTEN_AFTER))
    session.flush()
