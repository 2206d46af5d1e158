"""The contact of a counterpart among those who take part."""

from sqlmodel import Session, col, select

from matchmaker.base.names import email_key
from matchmaker.models import Counterpart, Delegation, Event, Person, Registration


def registered_contact(
    session: Session, event: Event, counterpart: Counterpart, key: str, *, withdrawn: bool = False
) -> Registration | None:
    """Return the registration of the contact with an address (its key), unless they stay that of another city.

    With `withdrawn` that of one who has withdrawn.
    """
    elsewhere = session.exec(
        select(Counterpart.email).where(
            Counterpart.event_id == event.id,
            Counterpart.organisation_id == counterpart.organisation_id,
            Counterpart.id != counterpart.id,
        )
    ).all()
    if key in {email_key(address) for address in elsewhere}:
        return None
    return session.exec(
        select(Registration)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .where(
            Registration.event_id == event.id,
            Delegation.organisation_id == counterpart.organisation_id,
            Person.email_key == key,
            Registration.withdrawn if withdrawn else ~Registration.withdrawn,
        )
    ).first()


def colleague_named(session: Session, event: Event, counterpart: Counterpart) -> Registration | None:
    """Return the registration of whom a counterpart has named instead of its contact, where they take part already.

    It is that of a colleague: None where the contact is not registered, or has withdrawn.
    """
    key, named = email_key(counterpart.email), email_key(counterpart.instead_email)
    if not named or not key or named == key or registered_contact(session, event, counterpart, key) is None:
        return None
    return registered_contact(session, event, counterpart, named)
