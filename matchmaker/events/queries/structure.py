"""Where and when an event takes place, and the rules of its categories, for the organiser's structure page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.models import (
    Attendance,
    Audience,
    Block,
    Category,
    Delegation,
    Event,
    Organisation,
    Person,
    Place,
    PlaceClosure,
    PlaceKind,
    Presentation,
    ProgrammeItem,
    ProgrammeKind,
    ProposalState,
    Registration,
    Slot,
    Venue,
    enrolled,
    row_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A session of a day with its slots, in the wall time of its venue."""

    id: int
    name: str
    venue: str
    zone: str
    starts: time
    ends: time
    slots: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """One day of the event with its blocks, in order."""

    day: date
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A table, booth or office; `closed` are the slots in which it cannot be used."""

    id: int
    code: str
    kind: PlaceKind
    label: str
    venue: str
    capacity: int
    owner: str
    """The delegation whose booth it is; empty for everyone's."""
    closed: tuple[tuple[date, time], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of the programme; `attendees` counts those it was chosen for."""

    id: int
    kind: ProgrammeKind
    title: str
    venue: str
    room: str
    day: date
    starts: time
    ends: time
    audience: Audience
    attendees: int
    buffer_before: int
    buffer_after: int
    speaker: str
    organisation: str
    """Who gives the presentation; empty for other items, as is `speaker`."""
    speakerless: bool
    """A presentation whose speaker is not named, has withdrawn it, or takes part no longer."""
    quiet_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    """A category with its rules and how many delegations are in it."""

    id: int
    code: str
    name: str
    delegations: int
    has_meetings: bool
    may_present: bool
    weight: int
    wish_limit: int | None
    guarantee: int
    max_meetings: int | None
    max_received: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    days: tuple[DayView, ...]
    slots: int
    places: tuple[PlaceView, ...]
    programme: tuple[ItemView, ...]
    categories: tuple[CategoryView, ...]


def read_structure(session: Session, event: Event, language: str) -> Structure:
    """Return the structure of `event` with names in `language`, in order of time and position."""
    venues = {venue.id: venue for venue in session.exec(select(Venue).where(Venue.event_id == event.id)).all()}
    days = _days(session, event, language, venues)
    return Structure(
        days=days,
        slots=sum(len(block.slots) for day in days for block in day.blocks),
        places=_places(session, event, venues),
        programme=_programme(session, event, language, venues),
        categories=read_categories(session, event, language),
    )


def _days(session: Session, event: Event, language: str, venues: dict[int | None, Venue]) -> tuple[DayView, ...]:
    slots: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for slot in session.exec(select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))).all():
        slots[slot.block_id].append((slot.starts, slot.ends))
    days: dict[date, list[BlockView]] = defaultdict(list)
    blocks = session.exec(
        select(Block).where(Block.event_id == event.id).order_by(col(Block.day), col(Block.starts), col(Block.code))
    ).all()
    for block in blocks:
        venue = venues[block.venue_id]
        days[block.day].append(
            BlockView(
                id=row_id(block),
                name=block.name(language),
                venue=venue.name,
                zone=venue.zone,
                starts=block.starts,
                ends=block.ends,
                slots=tuple(slots[row_id(block)]),
            )
        )
    return tuple(DayView(day=day, blocks=tuple(views)) for day, views in days.items())


def _places(session: Session, event: Event, venues: dict[int | None, Venue]) -> tuple[PlaceView, ...]:
    closed: dict[int, list[tuple[date, time]]] = defaultdict(list)
    closures = session.exec(
        select(PlaceClosure.place_id, Slot)
        .join(Slot, col(Slot.id) == col(PlaceClosure.slot_id))
        .where(Slot.event_id == event.id)
        .order_by(col(Slot.starts_at))
    ).all()
    for place_id, slot in closures:
        closed[place_id].append((slot.day, slot.starts))
    rows = session.exec(
        select(Place, Organisation.name)
        .outerjoin(Delegation, col(Delegation.id) == col(Place.owner_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Place.event_id == event.id)
        .order_by(col(Place.position), col(Place.code))
    ).all()
    return tuple(
        PlaceView(
            id=row_id(place),
            code=place.code,
            kind=place.kind,
            label=place.label,
            venue=venues[place.venue_id].name,
            capacity=place.capacity,
            owner=owner or "",
            closed=tuple(closed[row_id(place)]),
        )
        for place, owner in rows
    )


def _programme(session: Session, event: Event, language: str, venues: dict[int | None, Venue]) -> tuple[ItemView, ...]:
    counts = session.exec(
        select(Attendance.item_id, func.count())
        .join(ProgrammeItem, col(ProgrammeItem.id) == col(Attendance.item_id))
        .where(ProgrammeItem.event_id == event.id)
        .group_by(col(Attendance.item_id))
    ).all()
    attendees = {row[0]: row[1] for row in counts}
    talks = _talks(session, event)
    items = session.exec(
        select(ProgrammeItem)
        .where(ProgrammeItem.event_id == event.id)
        .order_by(col(ProgrammeItem.starts_at), col(ProgrammeItem.code))
    )
    views = []
    for item in items:
        talk = talks.get(item.id, _Talk())
        views.append(
            ItemView(
                id=row_id(item),
                kind=item.kind,
                title=item.title(language),
                venue=venues[item.venue_id].name,
                room=item.room,
                day=item.day,
                starts=item.starts,
                ends=item.ends,
                audience=item.audience,
                attendees=attendees.get(row_id(item), 0),
                buffer_before=item.buffer_before,
                buffer_after=item.buffer_after,
                speaker=talk.speaker,
                organisation=talk.organisation,
                speakerless=talk.speakerless,
                quiet_minutes=talk.quiet_minutes,
            )
        )
    return tuple(views)


class _Talk(NamedTuple):
    """What a presentation adds to its item."""

    speaker: str = ""
    organisation: str = ""
    speakerless: bool = False
    quiet_minutes: int = 0


def _talks(session: Session, event: Event) -> dict[int | None, _Talk]:
    """Return the presentations on the programme, by the id of their item."""
    rows = session.exec(
        select(Presentation, Organisation.name, Person, enrolled())
        .join(Delegation, col(Delegation.id) == col(Presentation.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .outerjoin(Registration, col(Registration.id) == col(Presentation.speaker_id))
        .outerjoin(Person, col(Person.id) == col(Registration.person_id))
        .where(Presentation.event_id == event.id, col(Presentation.item_id).is_not(None))
    )
    return {
        presentation.item_id: _Talk(
            "" if presentation.speaker_id is None else person.name,
            organisation,
            not takes_part or presentation.state is ProposalState.WITHDRAWN,
            presentation.quiet_minutes,
        )
        for presentation, organisation, person, takes_part in rows
    }


def read_categories(session: Session, event: Event, language: str) -> tuple[CategoryView, ...]:
    """Return the categories of `event` with their rules, in order of position."""
    rows = session.exec(
        select(Category, func.count(col(Delegation.id)))
        .outerjoin(
            Delegation,
            (col(Delegation.category_id) == col(Category.id)) & ~Delegation.withdrawn,
        )
        .where(Category.event_id == event.id)
        .group_by(col(Category.id))
        .order_by(col(Category.position), col(Category.code))
    ).all()
    return tuple(
        CategoryView(
            id=row_id(category),
            code=category.code,
            name=category.name(language),
            delegations=count,
            has_meetings=category.has_meetings,
            may_present=category.may_present,
            weight=category.weight,
            wish_limit=category.wish_limit,
            guarantee=category.guarantee,
            max_meetings=category.max_meetings,
            max_received=category.max_received,
        )
        for category, count in rows
    )
