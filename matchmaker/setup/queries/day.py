"""A day of the event seen through one table: its slots, what is published in them, the programme beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.models import (
    Block,
    Delegation,
    Event,
    Meeting,
    Organisation,
    Place,
    PlaceClosure,
    PlaceKind,
    Placement,
    Slot,
    Venue,
    row_id,
)
from matchmaker.releases.queries.published import last_release, standing_pairs


class Opening(StrEnum):
    """Whether a place is open on a day."""

    OPEN = "open"
    PART = "part"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A slot of the chosen place."""

    id: int
    block_id: int
    starts: time
    ends: time
    closed: bool
    meetings: tuple[tuple[str, str], ...]
    """The two organisations of each published meeting."""
    elsewhere: int
    """How many meetings the other places of the venue, without booths, have room for beside what is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpan:
    """A block of the day."""

    id: int
    name: str
    starts: time
    ends: time
    slots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMark:
    """A place in the list of them."""

    id: int
    code: str
    kind: PlaceKind
    owner: str
    opening: Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """Places that stand together: the words of where they stand, else their venue.

    Booths with an owner or a label of their own are one group without a name.
    """

    name: str
    places: tuple[PlaceMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayThroughPlace:
    """A day at one venue."""

    day: date
    venue_id: int
    venue: str
    zone: str
    place: Place | None
    """Whose slots are shown; None where there is no place yet."""
    blocks: tuple[BlockSpan, ...]
    slots: tuple[SlotView, ...]
    groups: tuple[PlaceGroup, ...]
    """All places of the event."""
    release: int
    """Number of the last release; 0 for none."""


def read_day(session: Session, event: Event, day: date, place_id: int | None, language: str) -> DayThroughPlace:
    """Return a day through a place: that of `place_id`, else the first one whose venue has slots on the day.

    Of a mission, the places are those of the same city.
    """
    places = _places(session, event)
    venues = session.exec(select(Venue).where(Venue.event_id == event.id).order_by(col(Venue.id))).all()
    slots = session.exec(
        select(Slot).where(Slot.event_id == event.id, Slot.day == day).order_by(col(Slot.starts_at))
    ).all()
    used = {slot.venue_id for slot in slots}
    order = sorted((place for place, _ in places), key=lambda place: (place.id != place_id, place.venue_id not in used))
    chosen = order[0] if order else None
    venue = next(venue for venue in venues if chosen is None or venue.id == chosen.venue_id)
    closures = set(
        session.exec(
            select(PlaceClosure.place_id, PlaceClosure.slot_id)
            .join(Slot, col(Slot.id) == col(PlaceClosure.slot_id))
            .where(Slot.event_id == event.id, Slot.day == day)
        ).all()
    )
    release = last_release(session, row_id(event))
    meetings = _meetings(session, event, release.scenario_id, slots) if release else {}
    here = [slot for slot in slots if slot.venue_id == venue.id]
    near = {each.id: each.name for each in venues if each.leg_id == venue.leg_id}
    return DayThroughPlace(
        day=day,
        venue_id=row_id(venue),
        venue=venue.name,
        zone=venue.zone,
        place=chosen,
        blocks=_blocks(session, venue, day, here, language),
        slots=tuple(_slots(here, chosen, [place for place, _ in places], closures, meetings)),
        groups=_groups([one for one in places if one[0].venue_id in near], slots, closures, near),
        release=release.number if release else 0,
    )


def _places(session: Session, event: Event) -> list[tuple[Place, str]]:
    """Return the places of an event in their order, with the organisation that owns each, empty for nobody's."""
    rows = session.exec(
        select(Place, Organisation.name)
        .outerjoin(Delegation, col(Delegation.id) == col(Place.owner_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Place.event_id == event.id)
        .order_by(col(Place.position), col(Place.code))
    ).all()
    return [(place, owner or "") for place, owner in rows]


Names = dict[tuple[int, int], list[tuple[str, str]]]
"""The organisations of the published meetings, by place and slot."""
Closures = set[tuple[int, int]]
"""Place and slot."""


def _meetings(session: Session, event: Event, scenario_id: int, slots: Sequence[Slot]) -> Names:
    standing = standing_pairs(session, row_id(event))
    low, high = aliased(Delegation), aliased(Delegation)
    one, other = aliased(Organisation), aliased(Organisation)
    rows = session.exec(
        select(Placement, Meeting, one.name, other.name)
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .join(low, col(low.id) == col(Meeting.low_id))
        .join(high, col(high.id) == col(Meeting.high_id))
        .join(one, col(one.id) == col(low.organisation_id))
        .join(other, col(other.id) == col(high.organisation_id))
        .where(
            col(Placement.scenario_id) == scenario_id,
            col(Placement.slot_id).in_([slot.id for slot in slots]),
            col(Meeting.event_id) == event.id,
        )
        .order_by(col(Placement.id))
    )
    found: Names = defaultdict(list)
    for placement, meeting, *names in rows:
        if meeting.pair in standing:
            found[placement.place_id, placement.slot_id].append((names[0], names[1]))
    return found


def _slots(
    slots: Iterable[Slot],
    chosen: Place | None,
    places: Iterable[Place],
    closures: Closures,
    meetings: Names,
) -> Iterable[SlotView]:
    others = [
        place
        for place in places
        if chosen is not None and place.id != chosen.id and place.venue_id == chosen.venue_id and place.owner_id is None
    ]
    for slot in slots:
        slot_id = row_id(slot)
        room = sum(
            max(place.capacity - len(meetings.get((row_id(place), slot_id), ())), 0)
            for place in others
            if (place.id, slot_id) not in closures
        )
        yield SlotView(
            id=slot_id,
            block_id=slot.block_id,
            starts=slot.starts,
            ends=slot.ends,
            closed=chosen is not None and (chosen.id, slot_id) in closures,
            meetings=tuple(meetings.get((row_id(chosen), slot_id), ())) if chosen else (),
            elsewhere=room,
        )


def _blocks(session: Session, venue: Venue, day: date, slots: Iterable[Slot], language: str) -> tuple[BlockSpan, ...]:
    count = Counter(slot.block_id for slot in slots)
    rows = session.exec(
        select(Block).where(Block.venue_id == venue.id, Block.day == day).order_by(col(Block.starts), col(Block.code))
    ).all()
    return tuple(
        BlockSpan(
            id=row_id(block),
            name=block.name(language),
            starts=block.starts,
            ends=block.ends,
            slots=count[row_id(block)],
        )
        for block in rows
    )


def _groups(
    places: Sequence[tuple[Place, str]],
    slots: Sequence[Slot],
    closures: Closures,
    venues: dict[int | None, str],
) -> tuple[PlaceGroup, ...]:
    of_venue = Counter(slot.venue_id for slot in slots)
    closed = Counter(place_id for place_id, _ in closures)
    together = Counter(place.label for place, _ in places if place.kind is PlaceKind.BOOTH)
    groups: dict[str, list[PlaceMark]] = defaultdict(list)
    for place, owner in places:
        number = closed[row_id(place)]
        opening = Opening.OPEN if not number else Opening.PART
        if number and number >= of_venue[place.venue_id]:
            opening = Opening.CLOSED
        alone = bool(owner) or (place.kind is PlaceKind.BOOTH and together[place.label] == 1)
        groups["" if alone else place.label or venues[place.venue_id]].append(
            PlaceMark(id=row_id(place), code=place.code, kind=place.kind, owner=owner, opening=opening)
        )
    return tuple(PlaceGroup(name=name, places=tuple(marks)) for name, marks in groups.items())
