"""Events of a member of the staff, and numbers of one event."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.communities.rules import EVENT_PERMISSIONS, Permission
from matchmaker.models import (
    Decision,
    Event,
    EventStaff,
    Presentation,
    ProposalState,
    Registration,
    RegistrationRequest,
    Release,
    RequestState,
    StaffRole,
    enrolled,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """An event in the list of those with pages for a member of the staff."""

    slug: str
    name: str
    city: str
    starts_on: date
    ends_on: date
    people: int | None
    """Registered; None for those who may not read how many."""
    release: int
    """Number of the last release; 0 for none."""
    role: StaffRole


def my_events(session: Session, staff_id: int) -> tuple[EventCard, ...]:
    """Return the events with pages for a member of the staff, the latest first."""
    people = (
        select(func.count())
        .where(Registration.event_id == col(Event.id), enrolled())
        .correlate(Event)
        .scalar_subquery()
    )
    last = select(func.max(Release.number)).where(Release.event_id == col(Event.id)).correlate(Event).scalar_subquery()
    rows = session.exec(
        select(Event, people, last, EventStaff)
        .join(EventStaff, col(EventStaff.event_id) == col(Event.id))
        .where(EventStaff.staff_id == staff_id)
        .order_by(col(Event.starts_on).desc(), col(Event.name))
    ).all()
    return tuple(
        EventCard(
            slug=event.slug,
            name=event.name,
            city=event.city,
            starts_on=event.starts_on,
            ends_on=event.ends_on,
            people=count if Permission.WISHES in EVENT_PERMISSIONS[mine.role] else None,
            release=number or 0,
            role=mine.role,
        )
        for event, count, number, mine in rows
        if EVENT_PERMISSIONS[mine.role]
    )


@dataclass(frozen=True, slots=True)
class SideNumbers:
    """Numbers beside the navigation of an event."""

    people: int
    """Registered, and not withdrawn."""
    release: int
    """Number of the last one; 0 for none."""
    to_approve: int
    """Registrations by the open form that wait for an organiser."""
    to_decide: int
    """Presentations that wait for a decision."""


def side_numbers(session: Session, event_id: int) -> SideNumbers:
    """Return the numbers of an event, in one query."""
    people = select(func.count()).where(Registration.event_id == event_id, enrolled()).scalar_subquery()
    last = select(func.max(Release.number)).where(Release.event_id == event_id).scalar_subquery()
    asked = select(func.count()).where(
        RegistrationRequest.event_id == event_id, col(RegistrationRequest.state) == RequestState.PENDING
    )
    proposed = select(func.count()).where(
        Presentation.event_id == event_id,
        col(Presentation.state) == ProposalState.SENT,
        col(Presentation.decision) == Decision.PROPOSED,
    )
    numbers = (people, last, asked.scalar_subquery(), proposed.scalar_subquery())
    count, number, pending, undecided = session.exec(select(*numbers)).one()
    return SideNumbers(count, number or 0, pending, undecided)


def event_by_id(session: Session, event_id: int) -> Event | None:
    """Return the event of this id."""
    return session.get(Event, event_id)


def event_of_community(session: Session, community_id: int, event_id: int) -> Event:
    """Return an event of the community; raises `NotFound` for any other id."""
    event = session.get(Event, event_id)
    if event is None or event.community_id != community_id:
        raise NotFound
    return event
