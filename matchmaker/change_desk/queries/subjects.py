"""Who or what a change may be about: names to choose from, with what tells them apart."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import format_day, format_time
from matchmaker.base.names import fold
from matchmaker.change_desk.rules import (
    ADDS_WISHES,
    OF_BLOCK,
    OF_ITEM,
    OF_ORGANISATION,
    OF_PERSON,
    ChangeKind,
    EventChange,
)
from matchmaker.models import (
    Block,
    Category,
    Delegation,
    Event,
    Organisation,
    Person,
    Place,
    ProgrammeItem,
    Registration,
    Venue,
    Wish,
    effective_limits,
    enrolled,
    row_id,
)


@dataclass(frozen=True, slots=True)
class ChangeSubject:
    """Somebody or something by name; `note` says more: the organisation, when, where."""

    id: int
    name: str
    note: str = ""

    @property
    def about(self) -> str:
        """Name and note in one line."""
        return f"{self.name} ({self.note})" if self.note else self.name


def subjects(session: Session, event: Event, kind: ChangeKind, language: str, *, text: str = "") -> list[ChangeSubject]:
    """Return what a change of a kind may be about, in the order in which it is looked for; `text` is searched in it."""
    if kind in OF_PERSON:
        found = _people(session, event)
    elif kind in OF_ORGANISATION:
        found = _organisations(session, event, newest=kind is ChangeKind.NEWCOMER)
    elif kind in OF_BLOCK:
        found = _blocks(session, event, language)
    elif kind in OF_ITEM:
        found = _items(session, event, language)
    elif kind is ChangeKind.VENUE:
        rows = session.exec(select(Venue).where(Venue.event_id == event.id).order_by(col(Venue.id)))
        found = [ChangeSubject(row_id(one), one.name, one.city) for one in rows]
    else:
        found = _rooms(session, event) if kind is ChangeKind.ROOM else _tables(session, event)
    words = fold(text).split()
    return [one for one in found if all(word in fold(one.about) for word in words)]


def subject_of(session: Session, event: Event, kind: ChangeKind, number: int, language: str) -> ChangeSubject:
    """Return what a change is about; raises `NotFound` for an id that none of its subjects has."""
    found = next((one for one in subjects(session, event, kind, language) if one.id == number), None)
    if found is None:
        raise NotFound
    return found


def others(session: Session, event: Event, kind: ChangeKind, number: int) -> list[ChangeSubject]:
    """Return whom a change may name beside its subject: colleagues, those wished for, or those that could be."""
    if kind is ChangeKind.REPLACED:
        who = session.get_one(Registration, number)
        people = (one for one in _people(session, event, of=who.delegation_id) if one.id != number)
        return list(people)
    wished = set(session.exec(select(Wish.to_id).where(Wish.from_id == number)).all())
    every = (one for one in _organisations(session, event) if one.id != number)
    return [one for one in every if (one.id in wished) == (kind is ChangeKind.WISH_GONE)]


def wishes_left(session: Session, delegation_id: int, earlier: Sequence[EventChange]) -> int | None:
    """Return how many more wishes a delegation may make after changes that come first; None for any number."""
    delegation = session.get_one(Delegation, delegation_id)
    limit = effective_limits(delegation, session.get_one(Category, delegation.category_id)).wish_limit
    if limit is None:
        return None
    made = session.exec(select(func.count()).where(Wish.from_id == delegation_id)).one()
    of = [one for one in earlier if one.subject == delegation_id]
    made += sum(len(one.others) for one in of if one.kind in ADDS_WISHES)
    made -= sum(len(one.others) for one in of if one.kind is ChangeKind.WISH_GONE)
    return max(limit - made, 0)


def places_of(session: Session, event: Event, kind: ChangeKind, number: int) -> Collection[int]:
    """Return the ids of the places that a change closes: one table, those of a room, or those of a venue."""
    wanted = select(Place.id).where(Place.event_id == event.id)
    if kind is ChangeKind.VENUE:
        wanted = wanted.where(Place.venue_id == number)
    elif kind is ChangeKind.ROOM:
        place = session.get_one(Place, number)
        wanted = wanted.where(Place.venue_id == place.venue_id, Place.label == place.label)
    else:
        wanted = wanted.where(Place.id == number)
    return [one for one in session.exec(wanted).all() if one is not None]


def _people(session: Session, event: Event, *, of: int | None = None) -> list[ChangeSubject]:
    wanted = (
        select(Registration.id, Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Registration.event_id == event.id, enrolled())
    )
    if of is not None:
        wanted = wanted.where(Registration.delegation_id == of)
    rows = session.exec(wanted).all()
    return _sorted(ChangeSubject(number or 0, person.name, organisation) for number, person, organisation in rows)


def _organisations(session: Session, event: Event, *, newest: bool = False) -> list[ChangeSubject]:
    somebody = select(Registration.id).where(col(Registration.delegation_id) == col(Delegation.id), enrolled())
    rows = session.exec(
        select(Delegation.id, Organisation.name)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Delegation.event_id == event.id, col(Delegation.withdrawn_at).is_(None), somebody.exists())
        .order_by(col(Delegation.id).desc())
    ).all()
    found = [ChangeSubject(number or 0, name) for number, name in rows]
    return found if newest else _sorted(found)


def _tables(session: Session, event: Event) -> list[ChangeSubject]:
    rows = session.exec(select(Place).where(Place.event_id == event.id).order_by(col(Place.position), col(Place.id)))
    return [ChangeSubject(row_id(one), one.code, one.label) for one in rows]


def _rooms(session: Session, event: Event) -> list[ChangeSubject]:
    """Return where tables stand, each under the id of its first one."""
    rows = session.exec(
        select(Place).where(Place.event_id == event.id, Place.label != "").order_by(col(Place.position), col(Place.id))
    ).all()
    rooms: dict[tuple[int, str], list[Place]] = {}
    for one in rows:
        rooms.setdefault((one.venue_id, one.label), []).append(one)
    return [
        ChangeSubject(
            row_id(places[0]), label, f"{places[0].code}–{places[-1].code}" if len(places) > 1 else places[0].code
        )
        for (_, label), places in rooms.items()
    ]


def _blocks(session: Session, event: Event, language: str) -> list[ChangeSubject]:
    wanted = select(Block).where(Block.event_id == event.id)
    rows = session.exec(wanted.order_by(col(Block.day), col(Block.starts), col(Block.id)))
    return [ChangeSubject(row_id(one), one.name(language), _when(event, one, language)) for one in rows]


def _items(session: Session, event: Event, language: str) -> list[ChangeSubject]:
    wanted = select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)
    rows = session.exec(wanted.order_by(col(ProgrammeItem.starts_at), col(ProgrammeItem.id)))
    return [ChangeSubject(row_id(one), one.title(language), _when(event, one, language)) for one in rows]


def _when(event: Event, one: Block | ProgrammeItem, language: str) -> str:
    times = f"{format_time(one.starts, language)} – {format_time(one.ends, language)}"
    return f"{format_day(one.day, language)}, {times}" if event.several_days else times


def _sorted(found: Iterable[ChangeSubject]) -> list[ChangeSubject]:
    return sorted(found, key=lambda one: (fold(one.name), fold(one.note), one.id))
