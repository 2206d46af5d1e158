"""What somebody who withdraws, or takes it back, gets by mail: a receipt. Nobody else is written to here."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.calendars.entry import Entry
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letters.withdrawals import ComesBackMail, WithdrawnMail
from matchmaker.models import Event, Person, Registration, row_id
from matchmaker.releases.queries.published import standing_appointments


def confirm_withdrawal(session: Session, registration: Registration) -> None:
    """Queue the receipt of a withdrawal."""
    event, person = _of(session, registration)
    url = participant_page(event.slug, ParticipantPage.WITHDRAWN)
    mail = WithdrawnMail(Reader.of(person), Host.of(event), url, _to_come(session, registration))
    _queue(session, registration, mail)


def confirm_return(session: Session, registration: Registration) -> None:
    """Queue the receipt of a withdrawal taken back; one of the withdrawal that still waits does not leave any more."""
    event, person = _of(session, registration)
    url = participant_page(event.slug, ParticipantPage.AGENDA)
    mail = ComesBackMail(Reader.of(person), Host.of(event), url, _to_come(session, registration))
    _queue(session, registration, mail)


def drop_receipt(session: Session, registration_id: int) -> None:
    """Keep a receipt that still waits from leaving: a release has overtaken what it says."""
    outbox.supersede(session, _topic(registration_id))


def _of(session: Session, registration: Registration) -> tuple[Event, Person]:
    return session.get_one(Event, registration.event_id), session.get_one(Person, registration.person_id)


def _to_come(session: Session, registration: Registration) -> tuple[Entry, ...]:
    """Return where somebody waits for the person, as last published."""
    return tuple(Entry.of(line) for line in standing_appointments(session, registration) if line.ends_at > clock.now())


def _queue(session: Session, registration: Registration, mail: Content) -> None:
    topic = _topic(row_id(registration))
    outbox.queue(session, mail, event_id=registration.event_id, registration_id=registration.id, topic=topic)


def _topic(registration_id: int) -> str:
    return f"withdrawal:{registration_id}"
