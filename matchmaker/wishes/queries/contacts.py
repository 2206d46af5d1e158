"""The people of delegations who can be met, as far as everyone may know them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from matchmaker.base.names import fold
from matchmaker.models import (
    Person,
    Registration,
    required,
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
    found: dict[int, list[Contact]] = defaultdict(list)
    rows = session.exec(_contacts(), params={"delegation_ids": sorted(set(delegation_ids))})
    for registration_id, delegation_id, person in rows:
        found[delegation_id].append(
            Contact(
                registration_id=required(registration_id),
                name=person.name,
                job_title=person.job_title,
                languages=tuple(person.languages),
            )
        )
    return {delegation_id: tuple(people) for delegation_id, people in found.items()}


@cache
def _contacts() -> Select[int | None, int, Person]:
    """Return the statement of the people who can be met in the delegations `:delegation_ids`."""
    return (
        select(col(Registration.id), col(Registration.delegation_id), Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.delegation_id).in_(bindparam("delegation_ids", expanding=True)), sendable())
        .order_by(col(Person.last_name), col(Person.first_name), col(Person.id))
    )


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
