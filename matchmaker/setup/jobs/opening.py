"""Planned openings, each in a transaction of its own under the lock of its event: twice at once opens it once."""

import structlog
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.models import Event, Phase
from matchmaker.setup.commands.phases import open_when_due

log = structlog.get_logger(__name__)


def open_due(url: str | None = None) -> int:
    """Open the events whose planned moment has come; return how many. Opens its own sessions."""
    with open_session(read_only=True, url=url) as session:
        due = select(Event.id).where(Event.phase == Phase.DRAFT, col(Event.opens_at) <= clock.now())
        events = session.exec(due).all()
    opened = 0
    for event_id in events:
        try:
            with transaction(url) as session:
                opened += open_when_due(session, session.get_one(Event, event_id))
        except Exception:
            # one event must not stop the others
            log.exception("not_opened", event_id=event_id)
    return opened
