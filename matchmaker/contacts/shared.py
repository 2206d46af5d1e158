"""Whose contact a person may have: the other side of a meeting that is confirmed, and only what they ticked."""

from collections.abc import Iterable, Mapping, Sequence
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
    return contacts_of_all(session, registration.event_id, [registration])[registration.id or 0]


def contacts_of_all(
    session: Session, event_id: int, registrations: Sequence[Registration]
) -> dict[int, dict[int, ContactCard]]:
    """Return `contacts_of` some people of an event, by registration; as many queries for many as for one."""
    final = (
        select_of(Release.id)
        .where(Release.event_id == event_id, Release.kind == ReleaseKind.FINAL)
        .order_by(col(Release.number).desc())
        .limit(1)
    )
    entries: dict[int, list[ReleaseEntry]] = {one.id or 0: [] for one in registrations}
    standing = select_of(ReleaseEntry).where(
        col(ReleaseEntry.release_id) == final.scalar_subquery(),
        ReleaseEntry.stands,
        col(ReleaseEntry.registration_id).in_(entries),
    )
    for entry in session.exec(standing):
        entries[entry.registration_id].append(entry)
    gone = {one.id for one in registrations if one.withdrawn}
    met = {number: {} if number in gone else _met(of_one) for number, of_one in entries.items()}
    return _cards(session, event_id, met)


def contacts_in(
    session: Session, registration: Registration, entries: Iterable[ReleaseEntry]
) -> dict[int, ContactCard]:
    """Return `contacts_of` a person whose lines that stand in the latest final release have been read."""
    if registration.withdrawn:
        return {}
    own = registration.id or 0
    return _cards(session, registration.event_id, {own: _met(entries)})[own]


def _cards(
    session: Session, event_id: int, met: Mapping[int, Mapping[int, list[Met]]]
) -> dict[int, dict[int, ContactCard]]:
    """Return the cards of those whom each reader has met, by reader, in the order of their names."""
    everybody = sorted(set().union(*met.values()))
    found: dict[int, dict[int, ContactCard]] = {reader: {} for reader in met}
    if not everybody:
        return found
    event = session.get_one(Event, event_id)
    for row in ask(session, _people(), {"event_id": event_id, "registration_ids": everybody}):
        for reader, people in met.items():
            if row.id in people:
                found[reader][row.id] = _card(row, event.name, people[row.id])
    return found


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
