"""Mails to attachés about what counterparts have said, one transaction an event."""

from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.events.commands import lock_event
from matchmaker.models import AttachePage, Event, Phase
from matchmaker.prospects.commands.attache_mails import tell_attaches, to_tell


def tell_all_attaches(url: str | None = None) -> int:
    """Queue what attachés must be told; return how many mails. Opens its own sessions."""
    with transaction(url) as session:
        events = session.exec(
            select(col(AttachePage.event_id))
            .join(Event, col(Event.id) == col(AttachePage.event_id))
            .where(*to_tell(), Event.phase != Phase.ARCHIVED)
            .distinct()
        ).all()
    queued = 0
    for event_id in sorted(events):
        with transaction(url) as session:
            queued += tell_attaches(session, lock_event(session, event_id), clock.now())
    return queued
