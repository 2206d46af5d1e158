"""Mails to organisers about alerts, rate-limited: at once, and then all that happens in some minutes together."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from matchmaker.alerts.queries.alerts import alert_views
from matchmaker.alerts.queries.causes import settled_causes
from matchmaker.alerts.words import news
from matchmaker.base.i18n import screen_language
from matchmaker.base.links import OrganiserPage, organiser_page
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.alerts import AlertsMail
from matchmaker.models import Alert, Event, EventStaff, Staff, StaffRole, row_id

PAUSE = timedelta(minutes=5)
"""The least time between two such mails of one event."""
MOST_SENTENCES = 20


def queue_alert_mails(session: Session, event: Event, now: datetime) -> int:
    """Queue one mail to each organiser about all alerts as they stand now, unless one went out just now."""
    last = session.exec(select(func.max(col(Alert.told_at))).where(col(Alert.event_id) == event.id)).one()
    if last is not None and now - last < PAUSE:
        return 0
    # one that an organiser is deciding about at this moment can wait
    rows = session.exec(
        select(Alert)
        .where(*untold(), col(Alert.event_id) == event.id)
        .order_by(col(Alert.id))
        .with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return 0
    told = settled_causes(alert_views(session, rows))
    organisers = session.exec(
        select(Staff)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.event_id == row_id(event), EventStaff.role == StaffRole.ORGANISER, col(Staff.active))
        .order_by(col(Staff.id))
    ).all()
    for staff in organisers:
        language = screen_language(staff.language)
        mail = AlertsMail(
            reader=Reader(staff.email, language, staff.name),
            host=Host(event.name),
            url=organiser_page(event.slug, OrganiserPage.ALERTS),
            sentences=tuple(news(cause, language, event.zone) for cause in told[:MOST_SENTENCES]),
            more=max(len(told) - MOST_SENTENCES, 0),
            waiting=sum(cause.open for cause in told),
            auto_cancelled=any(one.main.release or (one.open and one.cancels_at) for one in told),
        )
        state = "open" if rows[-1].settled_at is None else "settled"
        key = f"alerts:{staff.id}:{row_id(rows[-1])}:{state}:{int(now.timestamp())}"
        outbox.queue(session, mail, dedupe_key=key, event_id=row_id(event))
    for row in rows:
        row.told_at, row.untold = now, False
    session.flush()
    return len(organisers)


def untold() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on alerts of which the organisers must hear: new, taken back, or settled by themselves."""
    return (col(Alert.untold).is_(True), col(Alert.settled_by_id).is_(None))
