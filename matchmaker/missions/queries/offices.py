"""Offices of counterparts: where they are, when they receive, and how far from the hotel."""

from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.models import Block, Delegation, Event, Organisation, Place, PlaceKind, Venue, row_id
from matchmaker.scheduling.planning.travel import Travel, read_legs, read_said
from matchmaker.setup.queries.parts import venues_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A span of a day in which an office receives."""

    block_id: int
    day: date
    starts: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as the list shows it."""

    place_id: int
    venue_id: int
    owner: str
    """The counterpart; empty if it has none."""
    name: str
    address: str
    city: str
    hours: tuple[Hours, ...]
    minutes: int | None
    """From the hotel of the city; None where there is none."""
    located: bool


def read_offices(session: Session, event: Event) -> tuple[Office, ...]:
    """Return the offices of `event` by city and name; six queries, whatever their number."""
    venues = {row_id(venue): venue for venue in venues_of(session, event)}
    legs = read_legs(session, venues.values())
    travel = Travel(venues, legs, read_said(session, row_id(event), len(venues)))
    hubs = {venue.leg_id: row_id(venue) for venue in venues.values() if venue.hub}
    hours: dict[int, list[Hours]] = {}
    blocks = select(Block).where(Block.event_id == event.id).order_by(col(Block.day), col(Block.starts))
    for block in session.exec(blocks).all():
        span = Hours(block_id=row_id(block), day=block.day, starts=block.starts, ends=block.ends)
        hours.setdefault(block.venue_id, []).append(span)
    rows = session.exec(
        select(Place, Organisation.name)
        .outerjoin(Delegation, col(Delegation.id) == col(Place.owner_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Place.event_id == event.id, Place.kind == PlaceKind.OFFICE)
        .order_by(col(Place.position), col(Place.id))
    ).all()

    def made(place: Place, owner: str | None, venue: Venue) -> Office:
        leg = legs.get(venue.leg_id or 0)
        hub = hubs.get(venue.leg_id)
        return Office(
            place_id=row_id(place),
            venue_id=row_id(venue),
            owner=owner or "",
            name=venue.name,
            address=venue.address,
            city=leg.name if leg else "",
            hours=tuple(hours.get(row_id(venue), ())),
            minutes=None if hub is None else travel.minutes(hub, row_id(venue)),
            located=venue.latitude is not None and venue.longitude is not None,
        )

    offices = [made(place, owner, venues[place.venue_id]) for place, owner in rows]
    first = {leg.name: leg.starts_on for leg in legs.values()}
    return tuple(sorted(offices, key=lambda one: (first.get(one.city, date.max), one.city)))
