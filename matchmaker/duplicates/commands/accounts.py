"""Accounts of people whose addresses are joined or parted: log-ins and feeds end, and both mailboxes are told.

Against a take-over: the two may be two people, and what one of them holds must not open what is the other's.
"""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letters.merges import MergedMail, PartedMail
from matchmaker.models import Event, LoginLink, Person, Registration
from matchmaker.people.commands.sessions import end_sessions


def end_access(session: Session, people: Sequence[Person]) -> None:
    """End the sessions, the unused log-in links and the addresses of the feeds of people."""
    now = clock.now()
    for person in people:
        end_sessions(session, person)
    unused = col(LoginLink.email_key).in_([one.email_key for one in people]) & col(LoginLink.used_at).is_(None)
    session.execute(update(LoginLink).where(unused).values(used_at=now))
    theirs = col(Registration.person_id).in_([one.id for one in people])
    session.execute(update(Registration).where(theirs).values(feed_epoch=Registration.feed_epoch + 1))
    session.expire_all()


def tell_merged(session: Session, kept: Person, merged: Person) -> None:
    """Queue a mail to the address of today and to the former one."""
    event = _last_event(session, kept)
    if event is not None:
        for person in (kept, merged):
            _queue(session, event, MergedMail(*_ends(person, event), _start(event), person is kept))


def tell_parted(session: Session, people: Sequence[Person]) -> None:
    """Queue a mail to each of those who were merged and are two again."""
    for person in people:
        event = _last_event(session, person)
        if event is not None:
            _queue(session, event, PartedMail(*_ends(person, event), _start(event)))


def _queue(session: Session, event: Event, mail: Content) -> None:
    outbox.queue(session, mail, event_id=event.id)


def _ends(person: Person, event: Event) -> tuple[Reader, Host]:
    return Reader.of(person), Host.of(event)


def _start(event: Event) -> str:
    return participant_page(event.slug, ParticipantPage.START)


def _last_event(session: Session, person: Person) -> Event | None:
    """Return the latest event that a person is registered for: who is for none has no pages to log in to."""
    statement = (
        select(Event)
        .join(Registration, col(Registration.event_id) == col(Event.id))
        .where(Registration.person_id == person.id)
        .order_by(col(Event.starts_on).desc(), col(Event.id).desc())
    )
    return session.exec(statement).first()
