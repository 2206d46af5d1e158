"""Mails months after an event, by themselves."""

import structlog
from sqlmodel import col, select

from matchmaker.base.db import transaction
from matchmaker.followup.commands.asking import ask_due
from matchmaker.models import Event, Phase

log = structlog.get_logger(__name__)


def ask_all_due(url: str | None = None) -> int:
    """Queue the mails that are due now, each event in a transaction of its own; return how many."""
    with transaction(url) as session:
        closed = (Phase.DRAFT, Phase.ARCHIVED)
        events = session.exec(select(Event.id).where(col(Event.phase).not_in(closed)).order_by(col(Event.id))).all()
    queued = 0
    for event_id in events:
        try:
            with transaction(url) as session:
                queued += ask_due(session, session.get_one(Event, event_id))
        except Exception:
            # one event must not stop the others
            log.exception("not_asked", event_id=event_id)
    return queued
