"""Another contact of a counterpart: who was registered for it hands the registration over, and the page moves."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, fold
from matchmaker.models import Counterpart, Event, Organisation, Person, Registration
from matchmaker.prospects.queries.registered import registered_contact
from matchmaker.publishing.commands.messages import correct_address, hand_over

BY_ORGANISERS = N_("%(name)s is registered: the organisers change whom to invite there.")


def replace_contact(
    session: Session, event: Event, counterpart: Counterpart, fields: dict[str, str], *, by_attache: bool, by: str
) -> None:
    """Let the contact of `fields` take the place of the present one, if they have another address.

    The page gets another address: the former one opens nothing any more. Who was registered with the former address
    hands the registration over, with its meetings and what is sent about them; of the same name they are one person.
    A person who is new counts as speaking the languages of the former one: no interpreter is dropped unasked.
    Raises `InvalidInput` for an attaché without an account once somebody is registered, and for the address of somebody
    who is registered beside the former contact.
    """
    former, key = email_key(counterpart.email), email_key(fields["email"])
    if not former or key == former:
        return
    counterpart.link_epoch += 1
    registration = registered_contact(session, event, counterpart, former)
    if registration is None:
        return
    if by_attache or not key:
        name = session.get_one(Organisation, counterpart.organisation_id).name
        if by_attache:
            raise InvalidInput(BY_ORGANISERS, name=name)
        raise InvalidInput(N_("Write first whom to meet at %(name)s, with an e-mail address."), name=name)
    person = session.get_one(Person, registration.person_id)
    if fold(person.name) == fold(f"{fields['first_name']} {fields['last_name']}"):
        correct_address(session, registration, fields["email"], actor=by)
        return
    other = contact_person(session, counterpart.organisation_id, fields | {"languages": list(person.languages)})
    taken = select(Registration.id).where(Registration.event_id == event.id, Registration.person_id == other.id)
    if session.exec(taken).first() is not None:
        raise InvalidInput(N_("%(name)s is registered already. Withdraw one of the two first."), name=other.name)
    hand_over(session, registration, other, actor=by)


def contact_person(session: Session, organisation_id: int, fields: Mapping[str, Any]) -> Person:
    """Return the contact of a counterpart among the people of its organisation, or add them.

    Where `fields` name no languages they speak that of their page, and English.
    """
    key = email_key(fields["email"])
    known = session.exec(
        select(Person).where(Person.organisation_id == organisation_id, Person.email_key == key)
    ).first()
    if known is not None:  # it may be a former address
        return known if known.merged_into_id is None else session.get_one(Person, known.merged_into_id)
    person = Person(
        organisation_id=organisation_id,
        first_name=fields["first_name"],
        last_name=fields["last_name"],
        email=fields["email"],
        email_key=key,
        phone=fields["phone"],
        job_title=fields["job_title"],
        language=fields["language"],
        languages=fields.get("languages") or list(dict.fromkeys([fields["language"], "en"])),
    )
    session.add(person)
    session.flush()
    return person
