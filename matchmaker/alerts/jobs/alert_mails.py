"""Mails to organisers about alerts, one transaction an event."""

from sqlmodel import col, select

from matchmaker.alerts.commands.alert_mails import queue_alert_mails, untold
from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.events.commands import lock_event
from matchmaker.models import Alert


def tell_organisers(url: str | None = None) -> int:
    """Queue what the organisers of each event must be told; return how many mails that is. Opens its own sessions."""
    with transaction(url) as session:
        events = session.exec(select(col(Alert.event_id)).where(*untold()).distinct()).all()
    queued = 0
    for event_id in filter(None, events):
        with transaction(url) as session:
            event = lock_event(session, event_id)
            queued += queue_alert_mails(session, event, clock.now())
    return queued
