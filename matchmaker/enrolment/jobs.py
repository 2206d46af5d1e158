"""By themselves: free places go to the waiting list, organisers hear of those who wait for them, and what nobody has
confirmed is forgotten."""

from datetime import timedelta

from sqlmodel import col, delete, select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.enrolment.commands.admission import fill_places
from matchmaker.enrolment.commands.digests import queue_digest
from matchmaker.models import Event, RegistrationRequest, RequestState

KEEP_UNCONFIRMED = timedelta(days=7)
"""After the end of its link: until then its page says what has happened."""


def fill_all(url: str | None = None) -> int:
    """Give free places to the waiting lists of all events, each in a transaction of its own; return to how many."""
    with transaction(url) as session:
        waiting = RegistrationRequest.state == RequestState.WAITING
        events = session.exec(select(RegistrationRequest.event_id).where(waiting).distinct()).all()
    filled = 0
    for event_id in events:
        with transaction(url) as session:
            filled += fill_places(session, event_id)
    return filled


def tell_organisers(url: str | None = None) -> int:
    """Write to organisers about requests that wait for them, event by event; return how many mails were queued."""
    with transaction(url) as session:
        untold = select(RegistrationRequest.event_id).where(
            RegistrationRequest.state == RequestState.PENDING, col(RegistrationRequest.told_at).is_(None)
        )
        events = session.exec(untold.distinct()).all()
    queued = 0
    for event_id in events:
        with transaction(url) as session:
            queued += queue_digest(session, session.get_one(Event, event_id), clock.now())
    return queued


def forget_unconfirmed(url: str | None = None) -> None:
    """Delete requests that nobody has confirmed in time, with their answers."""
    with transaction(url) as session:
        session.exec(
            delete(RegistrationRequest).where(
                col(RegistrationRequest.state) == RequestState.SENT,
                col(RegistrationRequest.expires_at) < clock.now() - KEEP_UNCONFIRMED,
            )
        )
