"""A mission's grid comes in parts: one day in one city, with a column for each time there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker.models import Event, EventKind, Leg, Place, PlaceKind, Slot, Venue
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.travel import read_members


@dataclass(frozen=True, slots=True)
class GridPart:
    """One day in one city."""

    day: date
    leg_id: int
    city: str
    zone: str

    @property
    def key(self) -> str:
        """What names it in an address."""
        return f"{self.day:%Y-%m-%d}-{self.leg_id}"


@dataclass(frozen=True, slots=True)
class GridParts:
    """The parts of a mission's grid in order of time; none of an event without cities."""

    all: tuple[GridPart, ...] = ()
    members: Mapping[int, frozenset[int]] | None = None
    """In which cities (legs) a delegation takes part; one that is not in it takes part in all."""

    def chosen(self, key: str) -> GridPart | None:
        """Return the part of that key, else the first; None where there are none."""
        return next((part for part in self.all if part.key == key), self.all[0] if self.all else None)

    def takes_part(self, delegation_id: int | None, part: GridPart | None) -> bool:
        """Tell whether a delegation takes part in the city of a part."""
        legs = (self.members or {}).get(delegation_id or 0)
        return part is None or legs is None or part.leg_id in legs


def read_parts(session: Session, event: Event) -> GridParts:
    """Return the parts of an event's grid; no statement for a forum."""
    if event.kind is not EventKind.MISSION:
        return GridParts()
    rows = session.execute(
        select(col(Slot.day), col(Leg.id), col(Leg.name), col(Leg.zone), col(Leg.starts_on))
        .join(Venue, col(Venue.id) == col(Slot.venue_id))
        .join(Leg, col(Leg.id) == col(Venue.leg_id))
        .where(col(Slot.event_id) == event.id)
        .distinct()
        .order_by(col(Slot.day), col(Leg.starts_on), col(Leg.id))
    ).all()
    parts = tuple(GridPart(day, leg_id, name, zone) for day, leg_id, name, zone, _ in rows)
    return GridParts(parts, read_members(session, {part.leg_id for part in parts}))


def column_ids(facts: Facts) -> dict[int, int]:
    """Return the column of each slot, by the id of its first slot.

    At a mission, slots of one city at the same time share a column: each office has slots of its own. Elsewhere each
    slot is a column.
    """
    first: dict[object, int] = {}
    found = {}
    for slot_id, slot in facts.slots.items():
        leg_id = facts.venues[slot.venue_id].leg_id
        time = slot_id if leg_id is None else (leg_id, slot.day, slot.starts)
        found[slot_id] = first.setdefault(time, slot_id)
    return found


def is_in(facts: Facts, slot: Slot, part: GridPart | None) -> bool:
    """Tell whether a slot is in a part; all are where there are no parts."""
    return part is None or (slot.day, facts.venues[slot.venue_id].leg_id) == (part.day, part.leg_id)


def group_of(place: Place, venue: Venue) -> str:
    """Return what a place of a mission stands under: its hotel, or the district (else the town) of an office."""
    if place.kind is not PlaceKind.OFFICE:
        return venue.name
    return " ".join(filter(None, (venue.postcode, venue.city)))
