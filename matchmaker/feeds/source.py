"""Everything that the bytes of a calendar depend on, read in two short queries; its hash names them in caches.

A release never changes, so its id stands for all its entries, and a program that asks again is answered without
reading or writing one of them. What is live (names, the language, the clock) is part of the source itself.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.i18n import screen_language
from matchmaker.calendars.build import Form
from matchmaker.calendars.event import Publisher
from matchmaker.feeds.secret_addresses import Key, Scope
from matchmaker.feeds.version import writer_version
from matchmaker.models import (
    KEEP_CANCELLED,
    Delegation,
    EntryKind,
    Event,
    EventStaff,
    Organisation,
    Person,
    Place,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Staff,
    StaffRole,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a calendar is made from; the same source always gives the same bytes."""

    key: Key
    form: Form
    event_id: int
    event_name: str
    slug: str
    zone: str
    year: int
    release_id: int | None
    """The event's last release; None before the first."""
    provisional: bool
    language: str
    label: str
    """What the calendar's name says besides the event: the organisation, or the code of the place."""
    place_kind: str
    names: tuple[tuple[int, str], ...]
    """Registrations whose people an entry names because its frozen texts do not."""
    day: date
    """Today (UTC): a cancelled entry leaves a feed at the end of its last day."""
    publisher: Publisher

    @property
    def digest(self) -> str:
        """Hash of the source: another one for another program or other zone data as well."""
        return sha256(f"{self!r} {writer_version()}".encode()).hexdigest()[:32]

    @property
    def since(self) -> datetime:
        """Return the instant before which a cancellation is forgotten."""
        return datetime.combine(self.day, time(), tzinfo=UTC) - KEEP_CANCELLED


def current_source(session: Session, key: Key) -> Source | None:
    """Return what the key's feed is made from; None when the key opens nothing any more.

    That is: a newer address was made, the owner's row is gone, they organise the event no longer, or they withdrew
    more than `KEEP_CANCELLED` ago, until when their calendar learns of the cancellations.
    """
    owner = _owner(session, key)
    if owner is None or owner.epoch != key.epoch:
        return None
    if owner.left_at is not None and clock.now() - owner.left_at > KEEP_CANCELLED:
        return None
    return _source(session, key, owner, "feed")


def source_of(session: Session, key: Key, form: Form) -> Source:
    """Return what the owner's calendar is made from, for a page that has checked who asks; their row must exist."""
    owner = _owner(session, key)
    if owner is None:
        raise LookupError(f"no such owner: {key}")
    return _source(session, key, owner, form)


@dataclass(frozen=True, slots=True)
class _Owner:
    """What the row that a key names says of its feed."""

    epoch: int
    event_id: int
    language: str = ""
    """Empty for that of the event."""
    label: str = ""
    place_kind: str = ""
    left_at: datetime | None = None


def _owner(session: Session, key: Key) -> _Owner | None:
    match key.scope:
        case Scope.PERSON:
            return _person(session, key.id)
        case Scope.DELEGATION:
            return _delegation(session, key.id)
        case Scope.EVENT:
            return _organiser(session, key.id)
        case Scope.PLACE:
            return _place(session, key.id)


def _person(session: Session, registration_id: int) -> _Owner | None:
    row = session.execute(
        select(
            col(Registration.feed_epoch),
            col(Registration.event_id),
            col(Person.language),
            col(Registration.withdrawn_at),
            col(Delegation.withdrawn_at),
        )
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .where(col(Registration.id) == registration_id)
    ).one_or_none()
    return _Owner(row[0], row[1], language=row[2], left_at=row[3] or row[4]) if row else None


def _delegation(session: Session, delegation_id: int) -> _Owner | None:
    row = session.execute(
        select(
            col(Delegation.feed_epoch),
            col(Delegation.event_id),
            col(Organisation.name),
            col(Delegation.withdrawn_at),
        )
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.id) == delegation_id)
    ).one_or_none()
    return _Owner(row[0], row[1], label=row[2], left_at=row[3]) if row else None


def _organiser(session: Session, role_id: int) -> _Owner | None:
    row = session.execute(
        select(col(EventStaff.feed_epoch), col(EventStaff.event_id))
        .join(Staff, col(Staff.id) == col(EventStaff.staff_id))
        .where(col(EventStaff.id) == role_id, col(EventStaff.role) == StaffRole.ORGANISER, col(Staff.active))
    ).one_or_none()
    return _Owner(row[0], row[1]) if row else None


def _place(session: Session, place_id: int) -> _Owner | None:
    row = session.execute(
        select(col(Place.feed_epoch), col(Place.event_id), col(Place.code), col(Place.kind)).where(
            col(Place.id) == place_id
        )
    ).one_or_none()
    return _Owner(row[0], row[1], label=row[2], place_kind=row[3].value) if row else None


def _source(session: Session, key: Key, owner: _Owner, form: Form) -> Source:
    last = select(func.max(col(Release.number))).where(col(Release.event_id) == owner.event_id).scalar_subquery()
    row = session.execute(
        select(
            col(Event.name),
            col(Event.slug),
            col(Event.zone),
            col(Event.starts_on),
            col(Event.language),
            col(Release.id),
            col(Release.kind),
            col(Release.number),
        )
        .outerjoin(Release, and_(col(Release.event_id) == col(Event.id), col(Release.number) == last))
        .where(col(Event.id) == owner.event_id)
    ).one()
    config = get_config()
    return Source(
        key=key,
        form=form,
        event_id=owner.event_id,
        event_name=row[0],
        slug=row[1],
        zone=row[2],
        year=row[3].year,
        release_id=row[5],
        provisional=row[6] is ReleaseKind.PROVISIONAL,
        language=screen_language(owner.language or row[4]),
        label=owner.label,
        place_kind=owner.place_kind,
        names=_names(session, key, row[5]),
        day=clock.now().date(),
        publisher=Publisher(config.calendar_domain, config.base_url, config.mail_from),
    )


def _names(session: Session, key: Key, release_id: int | None) -> tuple[tuple[int, str], ...]:
    """Return the people of a delegation, or the speakers of an event, by their registration."""
    people = select(col(Registration.id), col(Person.first_name), col(Person.last_name)).join(
        Person, col(Person.id) == col(Registration.person_id)
    )
    if key.scope is Scope.DELEGATION:
        people = people.where(col(Registration.delegation_id) == key.id)
    elif key.scope is Scope.EVENT:
        speakers = select(col(ReleaseEntry.registration_id)).where(
            col(ReleaseEntry.release_id) == release_id, col(ReleaseEntry.kind) == EntryKind.PRESENTATION
        )
        people = people.where(col(Registration.id).in_(speakers))
    else:
        return ()
    rows = session.execute(people.order_by(col(Person.last_name), col(Person.first_name), col(Registration.id)))
    return tuple((number, f"{first} {last}".strip()) for number, first, last in rows)
