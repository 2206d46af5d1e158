"""Everybody who is registered for an event, as the organiser's list reads them."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from matchmaker.base.names import fold
from matchmaker.models import Delegation, Event, Registration, Role, is_enrolled
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.facts import Facts, load_facts


class RegistrationState(StrEnum):
    """How far a person has come; each includes those before it."""

    INVITED = "invited"
    AGREED = "agreed"
    READY = "ready"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRow:
    """One registration."""

    registration_id: int
    name: str
    email: str
    job_title: str
    organisation: str
    category: str
    category_code: str
    role: Role
    state: RegistrationState
    slots_free: int | None
    """Slots in which the person can meet; None for who is not sent to meetings."""
    wishes: int
    """Made by the delegation, as those it received are."""
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrations:
    """The rows that match, and what there is to filter by."""

    rows: tuple[RegistrationRow, ...]
    all: int
    """How many are registered in all."""
    slots: int
    categories: tuple[tuple[str, str], ...]
    """Code and name, in their order."""


def read_registrations(
    session: Session, event: Event, language: str, *, query: str = "", category: str = "", state: str = ""
) -> Registrations:
    """Return the registrations whose name, organisation or address holds `query`, by organisation and name.

    `category` is a code and `state` a `RegistrationState`; empty ones filter nothing.
    """
    facts = load_facts(session, event)
    rows = _rows(facts, language)
    wanted = fold(query)
    found = [
        row
        for row in rows
        if wanted in fold(f"{row.name} {row.organisation} {row.email}")
        and category in {"", row.category_code}
        and state in {"", row.state}
    ]
    return Registrations(
        rows=tuple(sorted(found, key=lambda row: (fold(row.organisation), fold(row.name)))),
        all=len(rows),
        slots=len(facts.slots),
        categories=tuple((group.code, group.name(language)) for group in facts.categories.values()),
    )


def _rows(facts: Facts, language: str) -> list[RegistrationRow]:
    busy = busy_slots(facts)
    made, received = Counter(wish.from_id for wish in facts.wishes), Counter(wish.to_id for wish in facts.wishes)
    rows = []
    for registration_id, registration in facts.registrations.items():
        person, delegation_id = facts.persons[registration_id], registration.delegation_id
        group = facts.category(delegation_id)
        meets = group.has_meetings and registration.meets
        rows.append(
            RegistrationRow(
                registration_id=registration_id,
                name=person.name,
                email=person.email,
                job_title=person.job_title,
                organisation=facts.name(delegation_id),
                category=group.name(language),
                category_code=group.code,
                role=registration.role,
                state=_state(registration, facts.delegations[delegation_id]),
                slots_free=len(facts.slots) - len(busy[registration_id]) if meets else None,
                wishes=made[delegation_id],
                received=received[delegation_id],
            )
        )
    return rows


def _state(registration: Registration, delegation: Delegation) -> RegistrationState:
    if not is_enrolled(registration, delegation):
        return RegistrationState.WITHDRAWN
    if registration.card_done_at is not None:
        return RegistrationState.READY
    return RegistrationState.AGREED if registration.agreed_at is not None else RegistrationState.INVITED
