"""Links to the registration form: who has come by each, and those of a partner."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import NotFound
from matchmaker.enrolment.queries.form import categories_of
from matchmaker.enrolment.queries.tokens import link_url
from matchmaker.models import (
    Event,
    EventStaff,
    RegistrationLink,
    RegistrationRequest,
    RequestState,
    Staff,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A link as organisers read it."""

    link: RegistrationLink
    url: str
    category: str
    """Empty where people choose among those of the form."""
    partner: str
    """Whose members they are who come by it; empty for nobody's."""
    registered: int
    waiting: int
    """To be approved, or on the waiting list."""


def read_links(session: Session, event: Event, language: str) -> tuple[LinkLine, ...]:
    """Return the links of an event, those that are closed last; three queries."""
    rows = session.exec(
        select(RegistrationLink, Staff.name)
        .outerjoin(EventStaff, col(EventStaff.id) == col(RegistrationLink.partner_id))
        .outerjoin(Staff, col(Staff.id) == col(EventStaff.staff_id))
        .where(RegistrationLink.event_id == event.id)
        .order_by(col(RegistrationLink.closed_at).is_not(None), col(RegistrationLink.id))
    ).all()
    names: dict[int | None, str] = {one.id: one.name(language) for one in categories_of(session, event)}
    counts = {
        (link_id, state): number
        for link_id, state, number in session.exec(
            select(RegistrationRequest.link_id, RegistrationRequest.state, func.count())
            .where(RegistrationRequest.event_id == event.id, col(RegistrationRequest.link_id).is_not(None))
            .group_by(col(RegistrationRequest.link_id), col(RegistrationRequest.state))
        )
    }
    return tuple(
        LinkLine(
            link=link,
            url=link_url(event, link),
            category=names.get(link.category_id, ""),
            partner=partner or "",
            registered=counts.get((link.id, RequestState.ACCEPTED), 0),
            waiting=sum(counts.get((link.id, state), 0) for state in (RequestState.PENDING, RequestState.WAITING)),
        )
        for link, partner in rows
    )


def links_of_partner(session: Session, event: Event, staff_id: int) -> tuple[tuple[str, str], ...]:
    """Return name and address of the links by which members of a partner register, those in use."""
    rows = session.exec(
        select(RegistrationLink)
        .join(EventStaff, col(EventStaff.id) == col(RegistrationLink.partner_id))
        .where(
            RegistrationLink.event_id == event.id,
            EventStaff.staff_id == staff_id,
            col(RegistrationLink.closed_at).is_(None),
        )
        .order_by(col(RegistrationLink.id))
    )
    return tuple((link.name, link_url(event, link)) for link in rows)


def link_of(session: Session, event: Event, link_id: int) -> RegistrationLink:
    """Return a link of `event`; raises `NotFound` for any other id."""
    found = session.get(RegistrationLink, link_id)
    if found is None or found.event_id != event.id:
        raise NotFound
    return found
