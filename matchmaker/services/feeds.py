"""A person's agenda for calendar programs: the secret address of the feed, its bytes, and the file to download."""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker import clock
from matchmaker.calendars.build import Form, agenda_calendar
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.event import Publisher
from matchmaker.config import get_config
from matchmaker.i18n import screen_language
from matchmaker.models import Event, Person, Registration, Release, ReleaseEntry, ReleaseKind

KEEP_CANCELLED = timedelta(days=30)
"""How long a cancelled entry stays in the feed, for readers that would otherwise keep the meeting."""
_TOKEN = re.compile(r"([1-9]\d{0,9})-([1-9]\d{0,5})-([0-9a-f]{40})")


@dataclass(frozen=True)
class FeedAccess:
    """Whose feed a token opens."""

    registration: Registration
    revoked: bool
    """The token was right once; its owner has made a new address since."""


def feed_token(registration: Registration) -> str:
    """Return the secret of the registration's feed: computed, never stored, so that it can be shown again."""
    return f"{registration.id}-{registration.feed_epoch}-{_signature(registration.id, registration.feed_epoch)}"


def feed_address(registration: Registration) -> str:
    """Return the secret address of the registration's feed."""
    return f"{get_config().base_url}/cal/{feed_token(registration)}/agenda.ics"


def read_token(session: Session, token: str) -> FeedAccess | None:
    """Return whose feed the token opens or opened once; None for one that we never made."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    registration_id, epoch = int(match[1]), int(match[2])
    if not hmac.compare_digest(match[3], _signature(registration_id, epoch)):
        return None
    registration = session.get(Registration, registration_id)
    if registration is None:
        return None
    return FeedAccess(registration, revoked=epoch != registration.feed_epoch)


def rotate(session: Session, registration: Registration) -> str:
    """Revoke the feed's address and return the new one."""
    registration.feed_epoch += 1
    session.add(registration)
    session.flush()
    return feed_address(registration)


def feed(session: Session, registration: Registration) -> bytes:
    """Return the feed: the last release's entries, cancelled ones for 30 days; empty before the first release."""
    since = clock.now() - KEEP_CANCELLED
    return _calendar(
        session, registration, "feed", lambda entry: entry.cancelled_at is None or entry.cancelled_at > since
    )


def download(session: Session, registration: Registration) -> bytes:
    """Return the agenda as a file to import once: what takes place, with alarms."""
    return _calendar(session, registration, "download", lambda entry: not entry.cancelled)


def published_kind(session: Session, registration: Registration) -> ReleaseKind | None:
    """Return the kind of the last release of the registration's event, None before the first one."""
    release = _last_release(session, registration.event_id)
    return release.kind if release else None


def _signature(registration_id: int | None, epoch: int) -> str:
    secret = get_config().secret_key.get_secret_value().encode()
    return hmac.digest(secret, f"person:{registration_id}:{epoch}".encode(), sha256).hex()[:40]


def _calendar(session: Session, registration: Registration, form: Form, keep: Callable[[Entry], bool]) -> bytes:
    event, person = session.get_one(Event, registration.event_id), session.get_one(Person, registration.person_id)
    release = _last_release(session, registration.event_id)
    entries = _entries(session, release, registration) if release else []
    config = get_config()
    return agenda_calendar(
        [entry for entry in entries if keep(entry)],
        publisher=Publisher(config.calendar_domain, config.base_url, config.mail_from),
        language=screen_language(person.language),
        name=event.name,
        uid=f"agenda-{registration.id}",
        zone=event.zone,
        year=event.starts_on.year,
        provisional=release is not None and release.kind is ReleaseKind.PROVISIONAL,
        form=form,
    )


def _last_release(session: Session, event_id: int) -> Release | None:
    return session.scalars(
        select(Release).where(col(Release.event_id) == event_id).order_by(col(Release.number).desc()).limit(1)
    ).one_or_none()


def _entries(session: Session, release: Release, registration: Registration) -> list[Entry]:
    rows = session.scalars(
        select(ReleaseEntry).where(
            col(ReleaseEntry.release_id) == release.id, col(ReleaseEntry.registration_id) == registration.id
        )
    )
    return [Entry.of(row) for row in rows]
