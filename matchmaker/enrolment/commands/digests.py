"""Mails to organisers about requests that wait for them: each request once, as often as the organisers want."""

from datetime import datetime, time, timedelta

from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.base.i18n import screen_language
from matchmaker.base.links import OrganiserPage, organiser_page
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.requests import RequestsMail
from matchmaker.models import (
    Event,
    EventStaff,
    RegistrationRequest,
    RequestDigest,
    RequestState,
    Staff,
    StaffRole,
    row_id,
)

PAUSE = timedelta(hours=1)
MORNING = time(8)
"""When the daily mail leaves, in the zone of the event."""
MOST_NAMED = 20


def queue_digest(session: Session, event: Event, now: datetime) -> int:
    """Queue a mail to each organiser about the requests that none has been told of; return to how many organisers."""
    untold = session.exec(
        select(RegistrationRequest)
        .where(
            RegistrationRequest.event_id == event.id,
            RegistrationRequest.state == RequestState.PENDING,
            col(RegistrationRequest.told_at).is_(None),
        )
        .order_by(col(RegistrationRequest.confirmed_at), col(RegistrationRequest.id))
        .with_for_update(skip_locked=True)
    ).all()
    if not untold or not _is_due(session, event, now):
        return 0
    waiting = session.exec(
        select(func.count()).where(
            RegistrationRequest.event_id == event.id, RegistrationRequest.state == RequestState.PENDING
        )
    ).one()
    organisers = session.exec(
        select(Staff)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.event_id == event.id, EventStaff.role == StaffRole.ORGANISER, col(Staff.active))
        .order_by(col(Staff.id))
    ).all()
    for staff in organisers:
        mail = RequestsMail(
            reader=Reader(staff.email, screen_language(staff.language), staff.name),
            host=Host(event.name),
            url=organiser_page(event.slug, OrganiserPage.REQUESTS),
            names=tuple(f"{one.name}, {one.organisation}" for one in untold[:MOST_NAMED]),
            more=max(len(untold) - MOST_NAMED, 0),
            waiting=waiting,
        )
        key = f"requests:{staff.id}:{row_id(untold[-1])}:{int(now.timestamp())}"
        queue(session, mail, dedupe_key=key, event_id=row_id(event))
    for one in untold:
        one.told_at = now
    session.flush()
    return len(organisers)


def _is_due(session: Session, event: Event, now: datetime) -> bool:
    """Tell whether the organisers want a mail now, as long after the last one as they have chosen."""
    digest = read_settings(session, event).digest
    last = session.exec(
        select(func.max(col(RegistrationRequest.told_at))).where(RegistrationRequest.event_id == event.id)
    ).one()
    if digest is RequestDigest.NEVER:
        return False
    if digest is RequestDigest.HOURLY:
        return last is None or now - last >= PAUSE
    here = clock.local(now, event.zone)
    return here.time() >= MORNING and (last is None or clock.local(last, event.zone).date() < here.date())
