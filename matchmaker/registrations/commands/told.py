"""Mails to people for whom an organiser has noted something."""

from sqlmodel import Session, select

from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letters.on_behalf import ActedForYouMail, AgreedForYouMail, Basis, StayForYouMail
from matchmaker.models import Event, Message, Person, Registration, Staff, row_id


def tell_of_terms(session: Session, event: Event, registration: Registration, basis: Basis, staff: Staff) -> None:
    """Queue the mail that says that the terms were accepted for a person."""
    url = participant_page(event.slug, ParticipantPage.START)
    _queue(session, registration, AgreedForYouMail(*_heads(session, event, registration), url, staff.name, basis))


def tell_of_stay(session: Session, event: Event, registration: Registration, basis: Basis, staff: Staff) -> None:
    """Queue the mail that says from when to when a person is there, as it was noted."""
    url = participant_page(event.slug, ParticipantPage.AGENDA)
    heads, times = _heads(session, event, registration), (registration.arrives, registration.leaves)
    _queue(session, registration, StayForYouMail(*heads, url, staff.name, basis, *times))


def tell_of_acts(
    session: Session, event: Event, registration: Registration, basis: Basis, staff: Staff, *, key: str
) -> None:
    """Queue the mail that says that an organiser has changed something for a person, once for each `key`."""
    dedupe = f"acted:{row_id(registration)}:{row_id(staff)}:{key}"
    if session.exec(select(Message.id).where(Message.dedupe_key == dedupe)).first() is None:
        url = participant_page(event.slug, ParticipantPage.START)
        mail = ActedForYouMail(*_heads(session, event, registration), url, staff.name, basis)
        outbox.queue(session, mail, event_id=registration.event_id, registration_id=registration.id, dedupe_key=dedupe)


def _heads(session: Session, event: Event, registration: Registration) -> tuple[Reader, Host]:
    return Reader.of(session.get_one(Person, registration.person_id)), Host.of(event)


def _queue(session: Session, registration: Registration, mail: Content) -> None:
    outbox.queue(session, mail, event_id=registration.event_id, registration_id=registration.id)
