"""Withdrawals that an organiser notes, of people and organisations: the same paths as if they had done it themselves.

The history says who noted it, for whom and on what basis; the person is told by mail.
"""

from sqlmodel import Session

from matchmaker.alerts.commands.withdrawal import come_back, withdraw
from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import (
    Act,
    Alert,
    Event,
    Organisation,
    Person,
    Registration,
    Staff,
    collected,
    join,
    record,
    row_id,
)
from matchmaker.registrations.commands.add import add_person
from matchmaker.registrations.commands.recorded import recorded_as_one
from matchmaker.registrations.queries.delegation import delegation_of, left_together
from matchmaker.registrations.queries.person import people_of, registered
from matchmaker.registrations.rules import NewPerson


def withdraw_person(
    session: Session, event: Event, registration_id: int, *, note: str, basis: Basis, staff: Staff
) -> Alert:
    """Withdraw a person who has asked for it, as `withdraw` does; returns the alert, from which repairs are sought.

    Raises `NotFound` for a person of another event, `Closed` once it is archived and `InvalidInput` for a long note.
    """
    require_not_archived(event)
    who = registered(session, event, registration_id)
    return withdraw(session, who.registration, note=note, actor=staff.name, basis=basis)


def withdraw_delegation(
    session: Session, event: Event, delegation_id: int, *, note: str, basis: Basis, staff: Staff
) -> list[Alert]:
    """Withdraw an organisation and everybody of it; returns an alert a person. Raises as `withdraw_person` does."""
    require_not_archived(event)
    delegation = delegation_of(session, event, delegation_id)
    there = [one for one in people_of(session, delegation) if not one.registration.withdrawn]
    name, number = session.get_one(Organisation, delegation.organisation_id).name, len(there)
    with recorded_as_one(session, event, Act.WITHDRAW_DELEGATION, number, staff=staff, basis=basis, subject=name):
        alerts = [withdraw(session, one.registration, note=note, actor=staff.name, basis=basis) for one in there]
    since = (one.registration.withdrawn_at for one in there)
    delegation.withdrawn_at = delegation.withdrawn_at or min(filter(None, since), default=clock.now())
    session.flush()
    return alerts


def return_person(session: Session, event: Event, registration_id: int, *, basis: Basis, staff: Staff) -> Registration:
    """Take the withdrawal of a person back, also after a release; nothing is planned by itself.

    Done twice, it is done once. Raises `NotFound` for a person of another event and `Closed` once it is archived.
    """
    require_not_archived(event)
    who = registered(session, event, registration_id)
    come_back(session, who.registration, actor=staff.name, basis=basis, settled=True)
    return who.registration


def return_delegation(session: Session, event: Event, delegation_id: int, *, basis: Basis, staff: Staff) -> int:
    """Take the withdrawal of an organisation back with those who left with it; returns how many people.

    Raises as `return_person` does.
    """
    require_not_archived(event)
    delegation = delegation_of(session, event, delegation_id)
    back = left_together(delegation, people_of(session, delegation))
    name = session.get_one(Organisation, delegation.organisation_id).name
    with recorded_as_one(session, event, Act.RETURN_DELEGATION, len(back), staff=staff, basis=basis, subject=name):
        for one in back:
            come_back(session, one.registration, actor=staff.name, basis=basis, settled=True)
    if delegation.withdrawn:  # with nobody of its own to come back
        delegation.withdrawn_at = None
        record(session, staff.name, Act.WITHDRAW_TAKEN_BACK, event_id=row_id(event), subject=name, basis=basis)
    session.flush()
    return len(back)


def replace_person(
    session: Session,
    event: Event,
    registration_id: int,
    colleague: Registration | NewPerson,
    *,
    note: str,
    basis: Basis,
    staff: Staff,
) -> tuple[Registration, Alert]:
    """Withdraw a person in whose place a colleague of the delegation comes, registered already or new.

    The meetings stand until a repair, which may send the colleague, is published; the alert leads to it. Who is new has
    accepted the terms on the same basis if `NewPerson.agreed` says so: else they can be sent to no meeting yet. Raises
    what `withdraw_person` and `add_person` raise, and `Stale` for a colleague of another delegation, or withdrawn.
    """
    who = registered(session, event, registration_id)
    with collected(session) as parts:
        if isinstance(colleague, NewPerson):
            came = add_person(session, event, colleague, basis=basis, staff=staff)
        else:
            came = colleague
        if came.delegation_id != who.delegation.id or came.withdrawn or came.id == registration_id:
            raise Stale(N_("The colleague no longer takes part for this organisation."))
        alert = withdraw_person(session, event, registration_id, note=note, basis=basis, staff=staff)
        other = who.person.name
        record(session, staff.name, Act.COME_INSTEAD, event_id=row_id(event), registration=came.id, colleague=other)
    whole = record(
        session,
        staff.name,
        Act.REPLACE_PERSON,
        event_id=row_id(event),
        registration=registration_id,
        colleague=session.get_one(Person, came.person_id).name,
        basis=basis,
    )
    join(session, whole, parts)
    return came, alert
