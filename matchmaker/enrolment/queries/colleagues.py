"""Colleagues at an event: who of an organisation takes part, and who is invited by them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import (
    ColleagueInvitation,
    Delegation,
    Event,
    Organisation,
    Person,
    Registration,
    enrolled,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleagues:
    """The people of a delegation."""

    people: Sequence[Person]
    """Who is registered and has not withdrawn, in order of name."""
    invited: Sequence[ColleagueInvitation]
    """Whose invitation is open, the newest first."""


def read_colleagues(session: Session, delegation: Delegation) -> Colleagues:
    """Return who of a delegation takes part, and whom they have invited; two queries."""
    people = session.exec(
        select(Person)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .where(Registration.delegation_id == delegation.id, enrolled())
        .order_by(col(Person.last_name), col(Person.first_name), col(Person.id))
    ).all()
    invited = session.exec(
        select(ColleagueInvitation)
        .join(Registration, col(Registration.id) == col(ColleagueInvitation.invited_by_id))
        .where(
            Registration.delegation_id == delegation.id,
            col(ColleagueInvitation.used_at).is_(None),
            col(ColleagueInvitation.expires_at) > clock.now(),
        )
        .order_by(col(ColleagueInvitation.id).desc())
    ).all()
    return Colleagues(people=people, invited=invited)


@dataclass(frozen=True, slots=True)
class Inviter:
    """Who has invited a colleague, and for which organisation they take part."""

    registration: Registration
    delegation: Delegation
    organisation: Organisation
    person: Person


def inviter_of(session: Session, invitation: ColleagueInvitation) -> Inviter:
    """Return who has sent an invitation."""
    registration = session.get_one(Registration, invitation.invited_by_id)
    delegation = session.get_one(Delegation, registration.delegation_id)
    organisation = session.get_one(Organisation, delegation.organisation_id)
    return Inviter(registration, delegation, organisation, session.get_one(Person, registration.person_id))


def open_invitation(session: Session, event: Event, delegation: Delegation, email: str) -> ColleagueInvitation | None:
    """Return the open invitation of a delegation to an address (its key)."""
    found = read_colleagues(session, delegation).invited
    return next((one for one in found if one.email_key == email and one.event_id == event.id), None)
