"""Log-in by a link in a mail."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.base.i18n import screen_language
from matchmaker.base.links import login_page
from matchmaker.base.names import email_key
from matchmaker.communities.queries import people_of
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.links import LoginMail
from matchmaker.models import Act, Event, LoginLink, Organisation, Person, Registration, record
from matchmaker.people.commands.tries import LINKS, count_mail

LINK_MINUTES = 30
LINK_VALID = timedelta(minutes=LINK_MINUTES)


def mail_link(session: Session, email: str, *, event: Event | None = None, next_path: str = "") -> None:
    """Queue a mail with a single-use link if the address is registered.

    A link asked for at an event is for people of that event's community; one asked for at none, for all people behind
    the address, since the mailbox proves who they are. A mailbox that has got many of late gets no more for a while:
    those that it has still work. Of somebody who was merged with another the address is a former one: the link goes to
    that of today, whose mailbox is known to be theirs.

    `next_path` is where the link leads after the log-in: a local path that the caller has checked.
    """
    key = email_key(email)
    for address in sorted({key, *session.exec(_addresses_of_today(key))}):
        person = next(iter(session.exec(_registered(address, event).order_by(col(Person.id)))), None)
        scope = event.community_id if event else None
        if person is not None and count_mail(session, LINKS, address, scope=scope):
            secret = issue_link(session, address, event, expires_at=clock.now() + LINK_VALID)
            link = login_page(secret, next_path=next_path)
            reader = Reader(email=person.email, language=screen_language(person.language))
            host = Host.of(event) if event else Host()
            queue(session, LoginMail(reader, host, link, LINK_MINUTES), event_id=event.id if event else None)


def issue_link(session: Session, email: str, event: Event | None, *, expires_at: datetime) -> str:
    """Return the secret of a new single-use link for an address, to be put into a mail to it and kept nowhere else."""
    secret = token_urlsafe(32)
    session.add(
        LoginLink(
            email_key=email_key(email),
            event_id=event.id if event else None,
            secret_hash=_hash(secret),
            expires_at=expires_at,
        )
    )
    session.flush()
    return secret


def link_with(session: Session, secret: str) -> LoginLink | None:
    """Return the link with a secret, used or expired as well; None for an unknown one."""
    return session.exec(select(LoginLink).where(LoginLink.secret_hash == _hash(secret))).first()


def read_link(session: Session, secret: str) -> list[Person]:
    """Return whom a link logs in, without using it: several people share an address; none if it no longer works."""
    link = session.exec(
        select(LoginLink).where(
            LoginLink.secret_hash == _hash(secret),
            col(LoginLink.used_at).is_(None),
            col(LoginLink.expires_at) > clock.now(),
        )
    ).first()
    return _people(session, link.email_key, link.event_id) if link else []


def redeem_link(session: Session, secret: str) -> list[Person]:
    """Use a link up and return whom it logs in; none if it has been used, has expired or never existed.

    One conditional update decides, so that of two clicks at once only one succeeds.
    """
    now = clock.now()
    link = session.execute(
        update(LoginLink)
        .where(
            col(LoginLink.secret_hash) == _hash(secret),
            col(LoginLink.used_at).is_(None),
            col(LoginLink.expires_at) > now,
        )
        .values(used_at=now)
        .returning(col(LoginLink.email_key), col(LoginLink.event_id))
    ).one_or_none()
    return _people(session, *link) if link else []


def note_refused_link(session: Session, secret: str) -> None:
    """Record that a link was used that no longer works; one that was never made leaves no trace."""
    link = link_with(session, secret)
    people = _people(session, link.email_key, link.event_id) if link else []
    if people:
        community = session.get_one(Organisation, people[0].organisation_id).community_id
        subject = ", ".join(person.name for person in people)
        record(session, "", Act.LOGIN_LINK_REFUSED, event_id=None, community=community, subject=subject)


def _people(session: Session, key: str, event_id: int | None) -> list[Person]:
    event = session.get_one(Event, event_id) if event_id is not None else None
    found = _registered(key, event).order_by(col(Person.last_name), col(Person.first_name), col(Person.id))
    return list(session.exec(found))


def _registered(key: str, event: Event | None) -> SelectOfScalar[Person]:
    """Return the statement for those behind an address who are registered: in one event's community, or anywhere."""
    people = people_of(event.community_id) if event else select(Person).where(col(Person.merged_into_id).is_(None))
    return people.where(Person.email_key == key, col(Person.id).in_(select(Registration.person_id)))


def _addresses_of_today(key: str) -> SelectOfScalar[str]:
    """Return the statement of the addresses of those with whom somebody of this address was merged."""
    former = select(Person.merged_into_id).where(Person.email_key == key)
    return select(Person.email_key).where(col(Person.id).in_(former))


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
