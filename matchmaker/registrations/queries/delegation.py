"""Everything about one organisation at an event: its people, limits, wishes, places and presentations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.models import (
    Category,
    Delegation,
    EntryKind,
    Event,
    EventStaff,
    Limits,
    Organisation,
    Place,
    Presentation,
    ReleaseEntry,
    Staff,
    effective_limits,
    required,
    row_id,
)
from matchmaker.registrations.queries.person import Registered, people_of
from matchmaker.registrations.queries.talks import Talk, read_talks
from matchmaker.registrations.queries.wishes import DelegationWishes, read_delegation_wishes
from matchmaker.releases.queries.published import last_release, stands_now


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationPage:
    """What the page of one organisation shows."""

    delegation: Delegation
    organisation: Organisation
    category: Category
    limits: Limits
    people: tuple[Registered, ...]
    meetings: Mapping[int, int]
    """How many are published for each person, by registration."""
    wishes: DelegationWishes
    brought_by: str
    """The partner who has brought it; empty for none."""
    booths: tuple[str, ...]
    """Codes of its own places."""
    talks: tuple[Talk, ...]
    published: bool

    @property
    def taking_part(self) -> int:
        return sum(not one.withdrawn for one in self.people)

    @property
    def may_withdraw(self) -> bool:
        """Tell whether there is something to withdraw: not where all its people have left one by one."""
        return not self.delegation.withdrawn and (self.taking_part > 0 or not self.people)


def delegation_of(session: Session, event: Event, delegation_id: int) -> Delegation:
    """Return a delegation of `event`; raises `NotFound` for any other id."""
    found = session.exec(
        select(Delegation).where(Delegation.id == delegation_id, Delegation.event_id == event.id)
    ).first()
    if found is None:
        raise NotFound
    return found


def left_together(delegation: Delegation, people: Iterable[Registered]) -> list[Registered]:
    """Return who withdrew with the whole delegation, not before it; nobody if it has not withdrawn."""
    since = delegation.withdrawn_at
    return [
        one
        for one in people
        if since is not None and one.registration.withdrawn_at is not None and one.registration.withdrawn_at >= since
    ]


def categories_of(session: Session, event: Event) -> tuple[Category, ...]:
    """Return the categories of an event in their order."""
    rows = select(Category).where(Category.event_id == event.id).order_by(col(Category.position), col(Category.id))
    return tuple(session.exec(rows))


def organisations_of_event(session: Session, event: Event) -> tuple[tuple[int, str], ...]:
    """Return the delegations that take part, as (id, name of the organisation), by name."""
    rows = session.exec(
        select(Delegation.id, Organisation.name)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Delegation.event_id == event.id, ~Delegation.withdrawn)
        .order_by(col(Organisation.name_key), col(Delegation.id))
    )
    return tuple((required(number), name) for number, name in rows)


def read_delegation(session: Session, event: Event, delegation_id: int, language: str) -> DelegationPage:
    """Return the page of an organisation at `event`; raises `NotFound` for any other id."""
    delegation = delegation_of(session, event, delegation_id)
    category = session.get_one(Category, delegation.category_id)
    partner = session.exec(
        select(Staff.name)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.id == delegation.brought_by_id)
    ).first()
    people = people_of(session, delegation)
    own = [one.id for one in people]
    entries = session.exec(
        select(ReleaseEntry.registration_id, func.count())
        .where(
            stands_now(row_id(event)),
            col(ReleaseEntry.kind) == EntryKind.MEETING,
            col(ReleaseEntry.registration_id).in_(own),
        )
        .group_by(col(ReleaseEntry.registration_id))
    )
    booths = session.exec(select(Place.code).where(Place.owner_id == delegation_id).order_by(col(Place.position)))
    return DelegationPage(
        delegation=delegation,
        organisation=session.get_one(Organisation, delegation.organisation_id),
        category=category,
        limits=effective_limits(delegation, category),
        people=people,
        meetings=dict(entries.all()),
        wishes=read_delegation_wishes(session, event, delegation_id, language),
        brought_by=partner or "",
        booths=tuple(booths),
        talks=read_talks(session, col(Presentation.delegation_id) == delegation_id),
        published=last_release(session, row_id(event)) is not None,
    )
