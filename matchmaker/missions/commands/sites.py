"""Where a venue is: its city, its postcode and its position, from which ways are estimated."""

from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.base.postcodes import find_postcode
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.missions.queries.legs import hub_of, leg_of
from matchmaker.missions.rules import Position
from matchmaker.models import Block, Event, Leg, ProgrammeItem, Staff, StructureAct, Venue, row_id
from matchmaker.scheduling.rules.travel import distance
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.queries.parts import venue_of

FARTHEST_KM = 300.0
"""A place that is farther from the hotel of its city is not there."""
NORTH = 90
"""Degrees of the largest latitude."""
TIMED: tuple[type[Any], ...] = (Block, ProgrammeItem)


def site_token(venue: Venue) -> str:
    """Return the token of what a form of the position begins with (optimistic locking)."""
    return content_token(venue.leg_id, venue.district, venue.postcode, venue.latitude, venue.longitude)


def place_venue(
    session: Session,
    event: Event,
    venue_id: int,
    *,
    leg_id: int | None,
    district: str,
    postcode: str,
    position: Position | None,
    shown: str,
    staff: Staff,
) -> Venue:
    """Say in which city and district a venue is, and where; without a position that of its postcode counts, if known.

    `shown` is the `site_token` that the form began with. Raises `NotFound` for venues and cities of another event,
    `Stale` if somebody has changed it meanwhile, and `InvalidInput` for a city of another zone than that of the blocks
    and programme items there, for the hotel of one city in another one, and for a position far from the city.
    """
    event = lock_event(session, row_id(event))
    venue = venue_of(session, event, venue_id)
    if shown != site_token(venue):
        raise Stale
    leg = None if leg_id is None else leg_of(session, event, leg_id)
    if venue.hub and leg_id != venue.leg_id:
        raise InvalidInput(N_("%(venue)s is the hotel of its city and stays there."), venue=venue.name)
    if leg is not None and leg.zone != venue.zone and any(_has(session, kind, venue_id) for kind in TIMED):
        raise InvalidInput(N_("Blocks or programme items at %(venue)s have another time."), venue=venue.name)
    with noted(session, event, StructureAct.CHANGE_PLACE, venue.name, staff=staff):
        venue.leg_id, venue.district, venue.postcode = leg_id, one_line(district), one_line(postcode)
        if leg is not None:
            venue.zone, venue.city, venue.country = leg.zone, leg.name, leg.country
        set_position(session, venue, position)
    return venue


def set_position(session: Session, venue: Venue, position: Position | None) -> None:
    """Write a position, or that of the postcode where there is none.

    Raises `InvalidInput` for one that is far from the hotel of its city: two numbers may be exchanged.
    """
    known = find_postcode(venue.country, venue.postcode) if position is None and venue.postcode else None
    if known is not None:
        position = known.latitude, known.longitude
    leg = session.get(Leg, venue.leg_id) if venue.leg_id and position else None
    hub = None if leg is None else hub_of(session, leg)
    if position and leg and hub and hub is not venue and hub.latitude is not None and hub.longitude is not None:
        there = hub.latitude, hub.longitude
        far = distance(there, position)
        if far > FARTHEST_KM:
            words = {"km": f"{far:.0f}", "hotel": hub.name, "city": leg.name}
            turned = position[1], position[0]
            if abs(turned[0]) <= NORTH and distance(there, turned) <= FARTHEST_KM:
                raise InvalidInput(N_("%(km)s km from %(hotel)s: first the latitude, then the longitude."), **words)
            raise InvalidInput(N_("%(km)s km from %(hotel)s: this position is not in %(city)s."), **words)
    venue.latitude, venue.longitude = position or (None, None)


def _has(session: Session, kind: type[Any], venue_id: int) -> bool:
    return session.exec(select(kind.id).where(col(kind.venue_id) == venue_id).limit(1)).first() is not None
