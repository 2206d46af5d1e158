"""Who is who, and who may see which event: what the guards of the web ask."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, func, not_
from sqlalchemy import select as select_many
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key
from matchmaker.communities.rules import EVENT_PERMISSIONS, Permission
from matchmaker.models import (
    Category,
    Community,
    CommunityStaff,
    Delegation,
    EndedLogin,
    Event,
    EventStaff,
    Organisation,
    Person,
    Phase,
    RecoveryCode,
    Registration,
    Staff,
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
class MyEvent:
    """One line of a participant's list of events."""

    slug: str
    name: str
    city: str
    starts_on: date
    ends_on: date
    organisation: str


def person_logged_in(session: Session, person_id: int, epoch: int, key: str = "") -> Person | None:
    """Return the person if log-ins of this epoch still hold, and the one with this key has not ended."""
    asked = {"person_id": person_id, "epoch": epoch, "key_hash": login_key_hash(key)}
    return session.exec(_person_logged_in(), params=asked).first()


@cache
def _person_logged_in() -> SelectOfScalar[Person]:
    return select(Person).where(
        col(Person.id) == bindparam("person_id"),
        col(Person.session_epoch) == bindparam("epoch"),
        not_(_ended(bindparam("key_hash"))),
    )


def staff_logged_in(session: Session, staff_id: int, epoch: int, key: str = "") -> Staff | None:
    """Return the active member of the staff if log-ins of this epoch still hold, and the one with this key."""
    return session.exec(
        select(Staff).where(
            Staff.id == staff_id,
            Staff.session_epoch == epoch,
            col(Staff.active).is_(True),
            not_(_ended(login_key_hash(key))),
        )
    ).first()


def _ended(key_hash: str | BindParameter[str]) -> ColumnElement[bool]:
    """Return the condition that the log-in whose key has this hash was logged out of."""
    return exists().where(col(EndedLogin.key_hash) == key_hash)


def login_key_hash(key: str) -> str:
    """Return what is kept of the key of a log-in that has ended."""
    return sha256(key.encode()).hexdigest()


def login_ended(session: Session, key: str) -> bool:
    """Tell whether the log-in with this key was logged out of."""
    return session.exec(select(_ended(login_key_hash(key)))).one()


def communities_of_staff(session: Session, staff_id: int) -> set[int]:
    """Return the communities that a member of the staff works for, by a role there or at one of their events."""
    by_role = select(CommunityStaff.community_id).where(CommunityStaff.staff_id == staff_id)
    by_event = select(Event.community_id).join(EventStaff).where(EventStaff.staff_id == staff_id)
    return set(session.exec(by_role)) | set(session.exec(by_event))


def demanding_community(session: Session, staff_id: int) -> Community | None:
    """Return a community that demands a second factor of this member of its staff; None if none does."""
    return session.exec(
        select(Community)
        .where(
            col(Community.id).in_(communities_of_staff(session, staff_id)),
            col(Community.demands_second_factor).is_(True),
        )
        .order_by(col(Community.id))
    ).first()


def recovery_codes_left(session: Session, staff_id: int) -> int:
    """Return how many recovery codes somebody has not used."""
    return session.exec(
        select(func.count()).where(RecoveryCode.staff_id == staff_id, col(RecoveryCode.used_at).is_(None))
    ).one()


def recovery_hash_of(session: Session, staff_id: int, label: str) -> str:
    """Return the hash of the unused recovery code with this label; empty if there is none."""
    return (
        session.exec(
            select(RecoveryCode.code_hash).where(
                RecoveryCode.staff_id == staff_id, RecoveryCode.label == label, col(RecoveryCode.used_at).is_(None)
            )
        ).first()
        or ""
    )


def password_hash_of(session: Session, email: str) -> str:
    """Return the hash of the active member of the staff with this address; empty if there is none."""
    return (
        session.exec(
            select(Staff.password_hash).where(Staff.email_key == email_key(email), col(Staff.active).is_(True))
        ).first()
        or ""
    )


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
) -> tuple[Event, Community, frozenset[Permission]] | None:
    """Return the event, its community and all permissions there of a member of the staff; None without this one."""
    row = session.exec(
        select(Event, Community, EventStaff)
        .join(Community, col(Community.id) == col(Event.community_id))
        .join(EventStaff, col(EventStaff.event_id) == col(Event.id))
        .where(Event.slug == slug, EventStaff.staff_id == staff_id)
    ).first()
    granted = EVENT_PERMISSIONS[row[2].role] if row is not None else frozenset()
    return (row[0], row[1], granted) if row is not None and permission in granted else None


def registration_of(session: Session, event: Event, registration_id: int) -> Registration:
    """Return a registration of `event`; raises NotFound for any other id."""
    registration = session.get(Registration, registration_id)
    if registration is None or registration.event_id != event.id:
        raise NotFound(N_("There is no such page, or it belongs to somebody else."))
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
