"""The people of delegations who can be met, as far as everyone may know them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.models import (
    Person,
    Registration,
    row_id,
    sendable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person of another delegation, as far as everyone may know them."""

    registration_id: int
    name: str
    job_title: str
    languages: tuple[str, ...]


def contacts_by_delegation(session: Session, delegation_ids: Iterable[int]) -> dict[int, tuple[Contact, ...]]:
    """Return the people of these delegations who can be met, by delegation, in order of name.

    Who has not agreed to the terms yet is named to nobody.
    """
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            col(Registration.delegation_id).in_(set(delegation_ids)),
            sendable(),
        )
        .order_by(col(Person.last_name), col(Person.first_name), col(Person.id))
    ).all()
    found: dict[int, list[Contact]] = defaultdict(list)
    for registration, person in rows:
        found[registration.delegation_id].append(
            Contact(
                registration_id=row_id(registration),
                name=person.name,
                job_title=person.job_title,
                languages=tuple(person.languages),
            )
        )
    return {delegation_id: tuple(people) for delegation_id, people in found.items()}


def names_of_people(session: Session, event_id: int) -> dict[int, str]:
    """Return the folded names of all people of an event who can be met, by delegation: for a search."""
    rows = session.exec(
        select(Registration.delegation_id, Person.first_name, Person.last_name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Registration.event_id == event_id, sendable())
    )
    found: dict[int, list[str]] = defaultdict(list)
    for delegation_id, first, last in rows:
        found[delegation_id].append(f"{first} {last}")
    return {delegation_id: fold(" ".join(names)) for delegation_id, names in found.items()}


def find_contact(people: Iterable[Contact], registration_id: int | None) -> Contact | None:
    """Return the one with this registration; None for nobody."""
    return next((person for person in people if person.registration_id == registration_id), None)
