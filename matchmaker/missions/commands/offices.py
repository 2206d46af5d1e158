"""Offices of counterparts: a venue with one place of theirs, and the hours at which they receive."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, func, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.events.slots import cut
from matchmaker.missions.commands.sites import set_position
from matchmaker.missions.queries.legs import leg_of
from matchmaker.missions.rules import Position
from matchmaker.models import (
    Block,
    Delegation,
    Event,
    Organisation,
    Place,
    PlaceKind,
    Staff,
    StructureAct,
    Venue,
    row_id,
)
from matchmaker.setup.commands.blocks import BlockTimes, cut_block
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.commands.places import MOST_PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """Where a counterpart receives, and when: the same hours on each of some days, wall times of the city."""

    delegation_id: int
    leg_id: int
    address: str
    postcode: str
    position: Position | None
    district: str = ""
    days: Collection[date]
    times: BlockTimes


def add_office(session: Session, event: Event, new: NewOffice, *, staff: Staff) -> Place:
    """Add the office of a counterpart: from then on all meetings of this delegation are there.

    Raises `NotFound` for a city of another event, and `InvalidInput` for a delegation of another event or one that has
    a place of its own already, days outside those of the city, hours that end before they begin or hold no visit, a
    position far from the city, and too many places.
    """
    event = lock_event(session, row_id(event))
    leg = leg_of(session, event, new.leg_id)
    delegation = session.get(Delegation, new.delegation_id)
    if delegation is None or delegation.event_id != event.id or delegation.withdrawn:
        raise InvalidInput(N_("Choose an organisation of this event."))
    name = session.get_one(Organisation, delegation.organisation_id).name
    own = session.exec(select(Place.code).where(Place.owner_id == delegation.id)).first()
    if own is not None:
        raise InvalidInput(N_("%(name)s has a place of its own already: %(place)s."), name=name, place=own)
    if not new.days or not all(leg.starts_on <= day <= leg.ends_on for day in new.days):
        raise InvalidInput(N_("Choose days on which the mission is in %(city)s."), city=leg.name)
    hours = new.times
    if hours.starts >= hours.ends:
        raise InvalidInput(N_("The hours of a day end after they begin, and before midnight."))
    lengths = {"minutes": hours.minutes, "changeover": hours.changeover}
    if not list(cut(min(new.days), hours.starts, hours.ends, zone=leg.zone, **lengths)):
        raise InvalidInput(N_("The hours are too short for one visit."))
    codes = set(session.exec(select(Place.code).where(Place.event_id == event.id)).all())
    if len(codes) >= MOST_PLACES:
        raise InvalidInput(N_("An event has at most %(number)d tables and booths."), number=MOST_PLACES)
    venue = Venue(
        event_id=row_id(event),
        leg_id=leg.id,
        name=_free_name(session, event, name),
        address=one_line(new.address),
        district=one_line(new.district),
        postcode=one_line(new.postcode),
        city=leg.name,
        country=leg.country,
        zone=leg.zone,
    )
    set_position(session, venue, new.position)
    behind = session.exec(select(func.coalesce(func.max(Place.position), -1)).where(Place.event_id == event.id)).one()
    with noted(session, event, StructureAct.ADD_OFFICE, name, staff=staff):
        session.add(venue)
        session.flush()
        place = Place(
            event_id=row_id(event),
            venue_id=row_id(venue),
            code=next(code for number in range(1, len(codes) + 2) if (code := f"V{number}") not in codes),
            kind=PlaceKind.OFFICE,
            label=venue.address[:120],
            position=behind + 1,
            owner_id=delegation.id,
        )
        session.add(place)
        taken = set(session.exec(select(Block.code).where(Block.event_id == event.id)).all())
        for day in sorted(set(new.days)):
            code = next(code for number in range(1, len(taken) + 2) if (code := f"B{number}") not in taken)
            taken.add(code)
            block = Block(
                event_id=row_id(event),
                venue_id=row_id(venue),
                code=code,
                names=dict.fromkeys(LANGUAGES, venue.name[:100]),
                day=day,
                starts=hours.starts,
                ends=hours.ends,
            )
            cut_block(session, block, leg.zone, **lengths)
    return place


def _free_name(session: Session, event: Event, name: str) -> str:
    """Return the name of an office: that of its owner, with a number behind it where it is taken."""
    taken = set(session.exec(select(Venue.name).where(Venue.event_id == event.id)).all())
    if name not in taken:
        return name
    return next(called for number in range(2, len(taken) + 3) if (called := f"{name[:190]} {number}") not in taken)
