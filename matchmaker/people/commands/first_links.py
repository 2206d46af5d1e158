"""Links that log in, in mails to somebody who has never logged in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.links import ParticipantPage, login_page, participant_page
from matchmaker.models import Event, LoginLink, Person
from matchmaker.people.commands.login import issue_link

LASTS = timedelta(days=14)
"""The link ends after this, and on the day after the event at the latest."""


@dataclass(frozen=True, slots=True)
class FirstLink:
    """A single-use link, and the last day on which it works."""

    url: str
    ends_on: date


def never_logged_in(session: Session, people: Collection[Person]) -> set[str]:
    """Return the keys of the addresses of `people` by which nobody has ever logged in."""
    keys = {person.email_key for person in people}
    used = select(LoginLink.email_key).where(col(LoginLink.email_key).in_(keys), col(LoginLink.used_at).is_not(None))
    return keys.difference(session.exec(used).all())


def first_link(session: Session, event: Event, person: Person, page: ParticipantPage) -> FirstLink:
    """Return a new link that logs the person in, once, and leads to a page of the event."""
    today = clock.local(clock.now(), event.zone).date()
    ends_on = min(today + LASTS, event.ends_on + timedelta(days=1))
    secret = issue_link(session, person.email, event, expires_at=clock.instant(ends_on, time.max, event.zone))
    return FirstLink(login_page(secret, next_path=participant_page(event.slug, page, base_url="")), ends_on)
