"""Names of people for lists of those whom a schedule concerns."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.models import Delegation, Event, Organisation, Person, Registration, row_id


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A registration with its person and organisation."""

    registration_id: int
    name: str
    organisation: str


def people_named(session: Session, event: Event, registrations: Collection[int]) -> tuple[NamedPerson, ...]:
    """Return these registrations of the event, by organisation and name, without those that are gone."""
    if not registrations:
        return ()
    rows = session.exec(
        select(Registration, Person, Organisation)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.event_id) == event.id, col(Registration.id).in_(registrations))
    )
    found = (NamedPerson(row_id(one), person.name, organisation.name) for one, person, organisation in rows)
    return tuple(sorted(found, key=lambda one: (one.organisation, one.name)))
