"""Who may see which event, and who takes part in it: what the guards of the web ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as select_many
from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.communities.rules import EVENT_PERMISSIONS, Permission
from matchmaker.models import (
    Category,
    Community,
    Delegation,
    Event,
    EventStaff,
    Organisation,
    Person,
    Phase,
    Registration,
    StaffRole,
    row_id,
)


@dataclass(frozen=True, slots=True)
class Participation:
    """Everything that says who a participant is at an event."""

    event: Event
    registration: Registration
    person: Person
    delegation: Delegation
    organisation: Organisation
    category: Category
    community: Community


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """An event, its community, and what a member of the staff may do there."""

    event: Event
    community: Community
    permissions: frozenset[Permission]
    limited_to: int | None
    """The partner (`EventStaff.id`) to whose organisations they are limited; None for no limit."""


@dataclass(frozen=True, slots=True)
class MyEvent:
    """One line of a participant's list of events."""

    slug: str
    name: str
    city: str
    starts_on: date
    ends_on: date
    organisation: str


def event_by_slug(session: Session, slug: str) -> Event | None:
    """Return the event of this short name."""
    return session.exec(select(Event).where(Event.slug == slug)).first()


def read_participation(session: Session, slug: str, person_id: int) -> Participation | None:
    """Return a person's place in an event; None if they have none there."""
    row = session.execute(_participation(), {"slug": slug, "person_id": person_id}).first()
    return Participation(*row) if row else None


@cache
def _participation() -> Select[Event, Registration, Person, Delegation, Organisation, Category, Community]:
    return (
        select_many(Event, Registration, Person, Delegation, Organisation, Category, Community)
        .join(Registration, col(Registration.event_id) == Event.id)
        .join(Person, col(Person.id) == Registration.person_id)
        .join(Delegation, col(Delegation.id) == Registration.delegation_id)
        .join(Organisation, col(Organisation.id) == Delegation.organisation_id)
        .join(Category, col(Category.id) == Delegation.category_id)
        .join(Community, col(Community.id) == Event.community_id)
        .where(
            col(Event.slug) == bindparam("slug"),
            col(Event.phase) != Phase.DRAFT,
            col(Registration.person_id) == bindparam("person_id"),
        )
    )


def event_open_to(
    session: Session, slug: str, staff_id: int, permission: Permission = Permission.ORGANISE
) -> OpenEvent | None:
    """Return the event and what a member of the staff may do there; None without this permission."""
    row = session.exec(
        select(Event, Community, EventStaff)
        .join(Community, col(Community.id) == col(Event.community_id))
        .join(EventStaff, col(EventStaff.event_id) == col(Event.id))
        .where(Event.slug == slug, EventStaff.staff_id == staff_id)
    ).first()
    if row is None:
        return None
    event, community, mine = row
    granted = EVENT_PERMISSIONS[mine.role]
    limited_to = row_id(mine) if mine.role is StaffRole.PARTNER_OWN else None
    return OpenEvent(event, community, granted, limited_to) if permission in granted else None


def are_within_reach(session: Session, event: Event, ids: Mapping[str, Any]) -> bool:
    """Tell whether a session reads the rows that an address names, where they are people or organisations."""
    wanted: dict[str, type[Registration | Delegation]] = {
        "registration_id": Registration,
        "delegation_id": Delegation,
    }
    return all(
        session.exec(select(model.id).where(model.id == ids[name], model.event_id == event.id)).first() is not None
        for name, model in wanted.items()
        if name in ids
    )


def registration_of(session: Session, event: Event, registration_id: int) -> Registration:
    """Return a registration of `event`; raises NotFound for any other id."""
    registration = session.get(Registration, registration_id)
    if registration is None or registration.event_id != event.id:
        raise NotFound
    return registration


def event_and_person(session: Session, registration_id: int) -> tuple[Event, Person]:
    """Return the event and the person of a registration that exists."""
    registration = session.get_one(Registration, registration_id)
    return session.get_one(Event, registration.event_id), session.get_one(Person, registration.person_id)


def role_at(session: Session, event_id: int, staff_id: int) -> EventStaff:
    """Return what a member of the staff, who is known to organise the event, does there."""
    return session.exec(
        select(EventStaff).where(EventStaff.event_id == event_id, EventStaff.staff_id == staff_id)
    ).one()


def events_of(session: Session, person_id: int) -> tuple[MyEvent, ...]:
    """Return the events that a person takes part in, the latest first."""
    rows = session.exec(
        select(Event, Organisation.name)
        .join(Registration, col(Registration.event_id) == Event.id)
        .join(Delegation, col(Delegation.id) == Registration.delegation_id)
        .join(Organisation, col(Organisation.id) == Delegation.organisation_id)
        .where(Registration.person_id == person_id, Event.phase != Phase.DRAFT)
        .order_by(col(Event.starts_on).desc(), col(Event.name))
    ).all()
    return tuple(
        MyEvent(event.slug, event.name, event.city, event.starts_on, event.ends_on, organisation)
        for event, organisation in rows
    )


def count_other_events(session: Session, registration_id: int) -> int:
    """Return in how many other events that are not archived the person behind a registration takes part."""
    own = session.get_one(Registration, registration_id)
    return session.exec(
        select(func.count())
        .select_from(Registration)
        .join(Event, col(Event.id) == col(Registration.event_id))
        .where(
            col(Registration.person_id) == own.person_id,
            col(Registration.id) != own.id,
            col(Event.phase) != Phase.ARCHIVED,
        )
    ).one()
