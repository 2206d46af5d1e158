"""Automatic cancellation of what is due, in transactions of their own.

The job may run twice at once, or die at any point: the release, its mails and the end of the alerts are one
transaction under the lock of the event, so that all of it happens once or not at all.
"""

import structlog
from sqlmodel import col, select

from matchmaker.alerts.commands.auto_cancel import cancel_due_meetings
from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.events.commands import lock_event
from matchmaker.models import Alert, AlertState

log = structlog.get_logger(__name__)


def cancel_due(url: str | None = None) -> int:
    """Publish what is to be cancelled by itself by now; return how many releases that is. Opens its own sessions."""
    with open_session(read_only=True, url=url) as session:
        due = col(Alert.cancels_at) <= clock.now()
        events = session.exec(
            select(col(Alert.event_id)).where(due, col(Alert.state) == AlertState.OPEN).distinct()
        ).all()
    published = 0
    for event_id in filter(None, events):
        try:
            with transaction(url) as session:
                published += cancel_due_meetings(session, lock_event(session, event_id), clock.now()) is not None
        except Exception:
            # one event must not stop the others, nor the mails that tell organisers of all this
            log.exception("not_auto_cancelled", event_id=event_id)
    return published
