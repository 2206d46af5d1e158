"""One programme item for its form, and who may be chosen for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Attendance,
    Audience,
    Delegation,
    Event,
    Organisation,
    Person,
    Presentation,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    enrolled,
    row_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemValues:
    """What an organiser says of a programme item; times are wall times of its venue, pauses minutes."""

    kind: ProgrammeKind
    titles: dict[str, str]
    venue_id: int
    room: str
    day: date
    starts: time
    ends: time
    audience: Audience
    attendees: frozenset[int]
    """Registrations; counted for a chosen audience alone."""
    delegation_id: int | None
    """Who gives a presentation, as is `speaker_id`."""
    speaker_id: int | None
    """A registration."""
    quiet_minutes: int
    """Kept free for the speaker before and after."""
    buffer_before: int
    """Kept free for everybody who takes part, as is `buffer_after`."""
    buffer_after: int

    @property
    def token(self) -> str:
        """What a form begins with (optimistic locking)."""
        values = (getattr(self, name) for name in ItemValues.__slots__ if name != "attendees")
        return content_token(*values, sorted(self.attendees))


def item_of(session: Session, event: Event, item_id: int) -> ProgrammeItem:
    """Return a programme item of `event`; raises `NotFound` for any other id."""
    item = session.get(ProgrammeItem, item_id)
    if item is None or item.event_id != event.id:
        raise NotFound
    return item


def presentation_of(session: Session, item: ProgrammeItem) -> Presentation | None:
    """Return the presentation that an item is."""
    return session.exec(select(Presentation).where(Presentation.item_id == item.id)).first()


def item_values(session: Session, item: ProgrammeItem) -> ItemValues:
    """Return what is said of an item now."""
    talk = presentation_of(session, item)
    attendees = session.exec(select(Attendance.registration_id).where(Attendance.item_id == item.id)).all()
    return ItemValues(
        kind=item.kind,
        titles=dict(item.titles),
        venue_id=item.venue_id,
        room=item.room,
        day=item.day,
        starts=item.starts,
        ends=item.ends,
        audience=item.audience,
        attendees=frozenset(attendees),
        delegation_id=talk.delegation_id if talk else None,
        speaker_id=talk.speaker_id if talk else None,
        quiet_minutes=talk.quiet_minutes if talk else 0,
        buffer_before=item.buffer_before,
        buffer_after=item.buffer_after,
    )


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person who may be chosen for an item."""

    registration_id: int
    delegation_id: int
    name: str
    organisation: str


def guests(session: Session, event: Event, *, also: Collection[int] = ()) -> tuple[Attendee, ...]:
    """Return who takes part in an event and may be chosen, by organisation and name; `also` are kept if they left."""
    rows = session.exec(
        select(Registration, Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Registration.event_id == event.id, enrolled() | col(Registration.id).in_(also))
    ).all()
    found = (
        Attendee(row_id(registration), registration.delegation_id, person.name, organisation)
        for registration, person, organisation in rows
    )
    return tuple(sorted(found, key=lambda guest: (fold(guest.organisation), fold(guest.name))))
