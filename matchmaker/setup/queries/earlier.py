"""Earlier events that a new one may be a copy of."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.models import Community, Event, EventStaff, Registration, Staff, StaffRole, enrolled, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEvent:
    """An event of the community that the member of the staff organises."""

    id: int
    name: str
    city: str
    starts_on: date
    people: int
    """Who were registered and had not withdrawn."""


def earlier_events(session: Session, community: Community, staff: Staff) -> tuple[EarlierEvent, ...]:
    """Return the events of `community` that `staff` organises, the latest first; one query."""
    people = (
        select(func.count())
        .where(Registration.event_id == col(Event.id), enrolled())
        .correlate(Event)
        .scalar_subquery()
    )
    rows = session.exec(
        select(Event, people)
        .join(EventStaff, col(EventStaff.event_id) == col(Event.id))
        .where(
            Event.community_id == community.id,
            EventStaff.staff_id == staff.id,
            EventStaff.role == StaffRole.ORGANISER,
        )
        .order_by(col(Event.starts_on).desc(), col(Event.name))
    ).all()
    return tuple(
        EarlierEvent(id=row_id(event), name=event.name, city=event.city, starts_on=event.starts_on, people=count)
        for event, count in rows
    )


def earlier_event(session: Session, community: Community, event_id: int, staff: Staff) -> Event:
    """Return one of `earlier_events`; raises `NotFound` for any other id."""
    if event_id not in {one.id for one in earlier_events(session, community, staff)}:
        raise NotFound
    return session.get_one(Event, event_id)
