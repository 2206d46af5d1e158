"""A planned opening that something blocks: its organisers are told, once for each moment."""

from sqlmodel import Session, col, select

from matchmaker.base.i18n import format_deadline, screen_language
from matchmaker.base.links import preparation_page
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.openings import BlockedOpeningMail
from matchmaker.models import Event, EventStaff, Staff, StaffRole, required, row_id


def tell_blocked(session: Session, event: Event) -> None:
    """Write to the organisers of an event whose planned moment has passed."""
    planned = required(event.opens_at)
    staff = session.exec(
        select(Staff)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.event_id == event.id, EventStaff.role == StaffRole.ORGANISER, col(Staff.active))
        .order_by(col(Staff.id))
    ).all()
    for one in staff:
        language = screen_language(one.language)
        mail = BlockedOpeningMail(
            reader=Reader(one.email, language, one.name),
            host=Host(event.name),
            url=preparation_page(event.slug),
            when=format_deadline(planned, event.zone, language),
        )
        key = f"opening:{row_id(event)}:{planned:%Y-%m-%dT%H:%M}:{row_id(one)}"
        queue(session, mail, dedupe_key=key, event_id=row_id(event))
