"""Accounts of people whose addresses are joined or parted: log-ins and feeds end, and both mailboxes are told.

Against a take-over: the two may be two people, and what one of them holds must not open what is the other's.
"""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.duplicates.queries.letters import letters_of_merged, letters_of_parted
from matchmaker.mail.commands import outbox
from matchmaker.models import LoginLink, Person, Registration, row_id
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
    for content, event_id in letters_of_merged(session, (kept, merged), row_id(kept)):
        outbox.queue(session, content, event_id=event_id)


def tell_parted(session: Session, people: Sequence[Person]) -> None:
    """Queue a mail to each of those who were merged and are two again."""
    for content, event_id in letters_of_parted(session, people):
        outbox.queue(session, content, event_id=event_id)
