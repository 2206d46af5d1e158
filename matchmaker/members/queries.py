"""Organisations of a community with their people."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.communities.queries import organisations_of
from matchmaker.members.rules import MemberRecord
from matchmaker.models import Delegation, Event, Organisation, Person, Registration, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One organisation of the list."""

    organisation_id: int
    name: str
    external_id: str
    country: str
    people: int
    events: int
    """How many it takes or took part in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPerson:
    """Somebody of an organisation; contact details stay with the events for which they were given."""

    name: str
    job_title: str
    events: tuple[str, ...]
    """Names of those that they are registered for, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An organisation with its people."""

    organisation: Organisation
    people: tuple[MemberPerson, ...]
    shown: str
    """Token of the values as they stand, for `save_member`."""


def read_members(session: Session, community_id: int, query: str = "") -> tuple[tuple[MemberRow, ...], int]:
    """Return the organisations whose name, id or VAT number holds `query`, by name, and how many there are in all."""
    people = (
        select(func.count())
        .where(Person.organisation_id == col(Organisation.id), col(Person.merged_into_id).is_(None))
        .correlate(Organisation)
    ).scalar_subquery()
    events = (
        select(func.count()).where(Delegation.organisation_id == col(Organisation.id)).correlate(Organisation)
    ).scalar_subquery()
    rows = session.exec(
        select(Organisation, people, events).where(
            Organisation.community_id == community_id, col(Organisation.merged_into_id).is_(None)
        )
    ).all()
    wanted = fold(query)
    found = (
        MemberRow(
            organisation_id=row_id(organisation),
            name=organisation.name,
            external_id=organisation.external_id or "",
            country=organisation.country,
            people=persons,
            events=parts,
        )
        for organisation, persons, parts in rows
        if wanted in fold(f"{organisation.name} {organisation.external_id or ''} {organisation.vat or ''}")
    )
    return tuple(sorted(found, key=lambda row: (fold(row.name), row.organisation_id))), len(rows)


def read_member(session: Session, community_id: int, organisation_id: int) -> Member:
    """Return one organisation of the community; raises `NotFound` for any other id."""
    organisation = session.exec(organisations_of(community_id).where(Organisation.id == organisation_id)).first()
    if organisation is None:
        raise NotFound(N_("There is no such page, or it belongs to somebody else."))
    events: dict[int, list[str]] = {}
    for person_id, name in session.exec(
        select(Registration.person_id, Event.name)
        .join(Event, col(Event.id) == col(Registration.event_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Person.organisation_id == organisation_id)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    ):
        events.setdefault(person_id, []).append(name)
    people = session.exec(
        select(Person).where(Person.organisation_id == organisation_id, col(Person.merged_into_id).is_(None))
    ).all()
    return Member(
        organisation=organisation,
        people=tuple(
            MemberPerson(name=one.name, job_title=one.job_title, events=tuple(events.get(row_id(one), ())))
            for one in sorted(people, key=lambda person: (fold(person.last_name), fold(person.first_name)))
        ),
        shown=MemberRecord.of(organisation).token,
    )
