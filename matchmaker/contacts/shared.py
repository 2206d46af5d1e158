"""Whose contact a person may have: the other side of a meeting that is confirmed, and only what they ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col
from sqlmodel import select as select_of

from matchmaker.base.config import get_config
from matchmaker.base.reading import ask
from matchmaker.calendars.along import comes_along
from matchmaker.models import (
    Delegation,
    EntryKind,
    Event,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    enrolled,
)


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting with somebody: what a card notes of it."""

    day: date
    starts: time
    place_kind: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Somebody whom one meets. Name, organisation and role stand in the schedule anyway; the rest is empty unless
    its owner ticked it."""

    registration_id: int
    uid: str
    """The same in every event and for ever, so that address books update instead of doubling."""
    first_name: str
    last_name: str
    organisation: str
    job_title: str
    email: str
    phone: str
    linkedin: str
    language: str
    event: str
    met: tuple[Met, ...]
    changed_at: datetime

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def shares(self) -> bool:
        """Tell whether there is more than what the schedule says anyway."""
        return bool(self.email or self.phone or self.linkedin)


def contacts_of(session: Session, registration: Registration) -> dict[int, ContactCard]:
    """Return the contacts of a person by registration, in the order of their names.

    Those in a meeting of the latest final release that is not cancelled; nobody who has withdrawn, and nobody for who
    has withdrawn.
    """
    final = (
        select_of(Release.id)
        .where(Release.event_id == registration.event_id, Release.kind == ReleaseKind.FINAL)
        .order_by(col(Release.number).desc())
        .limit(1)
    )
    entries = session.exec(
        select_of(ReleaseEntry).where(
            col(ReleaseEntry.release_id) == final.scalar_subquery(),
            ReleaseEntry.stands,
            ReleaseEntry.registration_id == registration.id,
        )
    )
    return contacts_in(session, registration, entries)


def contacts_in(
    session: Session, registration: Registration, entries: Iterable[ReleaseEntry]
) -> dict[int, ContactCard]:
    """Return `contacts_of` a person whose lines that stand in the latest final release have been read."""
    if registration.withdrawn:
        return {}
    met = _met(entries)
    if not met:
        return {}
    event = session.get_one(Event, registration.event_id)
    rows = ask(session, _people(), {"event_id": registration.event_id, "registration_ids": sorted(met)})
    return {row.id: _card(row, event.name, met[row.id]) for row in rows}


@cache
def _people() -> Select[*tuple[Any, ...]]:
    """Return the statement of those of `:registration_ids` at `:event_id` who still take part, by name."""
    return (
        select(
            col(Registration.id),
            col(Registration.share_email),
            col(Registration.share_phone),
            col(Registration.share_linkedin),
            *(col(Person.id).label("person_id"), col(Person.first_name), col(Person.last_name), col(Person.email)),
            *(col(Person.phone), col(Person.linkedin), col(Person.job_title), col(Person.language)),
            col(Person.updated_at),
            col(Organisation.name).label("organisation"),
        )
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(
            col(Registration.id).in_(bindparam("registration_ids", expanding=True)),
            col(Registration.event_id) == bindparam("event_id"),
            enrolled(),
        )
        .order_by(col(Person.last_name), col(Person.first_name), col(Registration.id))
    )


def _card(row: Any, event: str, met: list[Met]) -> ContactCard:
    """Return the card of a row of `_people`."""
    return ContactCard(
        registration_id=row.id,
        uid=f"urn:uuid:{uuid5(NAMESPACE_URL, f'https://{get_config().calendar_domain}/person/{row.person_id}')}",
        first_name=row.first_name,
        last_name=row.last_name,
        organisation=row.organisation,
        job_title=row.job_title,
        email=row.email if row.share_email else "",
        phone=row.phone if row.share_phone else "",
        linkedin=row.linkedin if row.share_linkedin else "",
        language=row.language,
        event=event,
        met=tuple(sorted(met, key=lambda one: (one.day, one.starts))),
        changed_at=row.updated_at,
    )


def _met(entries: Iterable[ReleaseEntry]) -> dict[int, list[Met]]:
    """Return the meetings with each person, by their registration."""
    met: dict[int, list[Met]] = {}
    for entry in entries:
        if entry.kind is not EntryKind.MEETING or comes_along(entry.details):
            continue  # what is shared is for the other side
        place = entry.details["place"]
        for person in entry.details["other"]["people"]:
            one = Met(entry.day, entry.starts, place["kind"], place["code"])
            met.setdefault(person["registration_id"], []).append(one)
    return met
