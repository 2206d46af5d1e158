"""Mails to those who wait for somebody late, one transaction an event."""

from sqlmodel import col, select

from matchmaker.alerts.commands.lateness import tell_waiting, untold_lateness
from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.events.commands import lock_event
from matchmaker.models import Alert


def tell_those_who_wait(url: str | None = None) -> int:
    """Queue what those who wait for somebody late must be told; return how many mails. Opens its own sessions."""
    with transaction(url) as session:
        events = session.exec(select(col(Alert.event_id)).where(*untold_lateness()).distinct()).all()
    queued = 0
    for event_id in filter(None, events):
        with transaction(url) as session:
            queued += tell_waiting(session, lock_event(session, event_id), clock.now())
    return queued
