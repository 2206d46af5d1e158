"""The people of delegations who can be met, as far as everyone may know them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from matchmaker.base.reading import ask
from matchmaker.models import (
    Person,
    Registration,
    full_name,
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
    rows = ask(session, _contacts(), {"delegation_ids": sorted(set(delegation_ids))})
    for registration_id, delegation_id, first, last, job_title, languages in rows:
        found[delegation_id].append(
            Contact(
                registration_id=required(registration_id),
                name=full_name(first, last),
                job_title=job_title,
                languages=tuple(languages),
            )
        )
    return {delegation_id: tuple(people) for delegation_id, people in found.items()}


@cache
def _contacts() -> Select[*tuple[Any, ...]]:
    """Return the statement of the people who can be met in the delegations `:delegation_ids`."""
    return (
        select_columns(
            col(Registration.id),
            col(Registration.delegation_id),
            *(col(Person.first_name), col(Person.last_name), col(Person.job_title), col(Person.languages)),
        )
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.delegation_id).in_(bindparam("delegation_ids", expanding=True)), sendable())
        .order_by(col(Person.last_name), col(Person.first_name), col(Person.id))
    )


def find_contact(people: Iterable[Contact], registration_id: int | None) -> Contact | None:
    """Return the one with this registration; None for nobody."""
    return next((person for person in people if person.registration_id == registration_id), None)
