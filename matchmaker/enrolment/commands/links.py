"""Links to the registration form, for the members of a partner or a category: made, closed, opened again."""

from sqlmodel import Session, col, func, select
from ulid import ULID

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.enrolment.queries.links import link_of
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    PARTNERS,
    Act,
    Category,
    Event,
    EventStaff,
    RegistrationLink,
    Staff,
    record,
    row_id,
)

MOST_LINKS = 100
"""Of one event."""


def make_link(
    session: Session,
    event: Event,
    *,
    name: str,
    category_id: int | None,
    partner_id: int | None,
    staff: Staff,
) -> RegistrationLink:
    """Make an address of the form: for a category, for the members of a partner (`EventStaff.id`), or for both.

    Raises `InvalidInput` without a name, without either, or with one of another event, and `TooMany` beyond
    `MOST_LINKS`.
    """
    event, name = lock_event(session, row_id(event)), one_line(name)
    if not name:
        raise InvalidInput(N_("Give the link a name, so that you recognise it."))
    if category_id is None and partner_id is None:
        raise InvalidInput(N_("Choose a category, a partner, or both."))
    category = select(Category.id).where(Category.id == category_id, Category.event_id == event.id)
    partner = select(EventStaff.id).where(
        EventStaff.id == partner_id, EventStaff.event_id == event.id, col(EventStaff.role).in_(PARTNERS)
    )
    for wanted, statement in ((category_id, category), (partner_id, partner)):
        if wanted is not None and session.exec(statement).first() is None:
            raise InvalidInput(N_("Choose among the categories and partners of this event."))
    present = select(func.count()).where(RegistrationLink.event_id == event.id)
    if session.exec(present).one() >= MOST_LINKS:
        raise TooMany(N_("There are %(number)d links already. Use one of them."), number=MOST_LINKS)
    link = RegistrationLink(
        event_id=row_id(event), key=str(ULID()), name=name, category_id=category_id, partner_id=partner_id
    )
    session.add(link)
    record(session, staff.name, Act.MAKE_REGISTRATION_LINK, event_id=row_id(event), link=name)
    session.flush()
    return link


def close_link(session: Session, event: Event, link_id: int, *, closed: bool, staff: Staff) -> RegistrationLink:
    """Close a link, or open it again; who has registered by it stays. Done twice, it is done once.

    Raises `NotFound` for a link of another event.
    """
    lock_event(session, row_id(event))
    link = link_of(session, event, link_id)
    if (link.closed_at is not None) != closed:
        link.closed_at = clock.now() if closed else None
        act = Act.CLOSE_REGISTRATION_LINK if closed else Act.MAKE_REGISTRATION_LINK
        record(session, staff.name, act, event_id=row_id(event), link=link.name)
        session.flush()
    return link
