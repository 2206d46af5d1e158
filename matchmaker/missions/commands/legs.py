"""Cities of a mission: added with their hotel, changed, removed while nothing is planned there."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.missions.queries.legs import hub_of, leg_of, leg_token
from matchmaker.models import (
    Block,
    Counterpart,
    Demand,
    Event,
    FloorPlan,
    Leg,
    LegMember,
    Place,
    ProgrammeItem,
    Staff,
    StructureAct,
    TravelTime,
    Venue,
    row_id,
)
from matchmaker.setup.commands.blocks import drop_block
from matchmaker.setup.commands.changes import no_run, noted

MOST_LEGS = 30
TIMED: tuple[type[Any], ...] = (Block, ProgrammeItem)
AT_VENUES: tuple[type[Any], ...] = (*TIMED, Place, FloorPlan)
"""What a city holds beside its empty venues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegValues:
    """What an organiser says of a city; speed in km/h, detour in percent of the straight line, margin in minutes."""

    name: str
    country: str
    zone: str
    starts_on: date
    ends_on: date
    airport: str = ""
    speed: int = 20
    detour: int = 130
    margin: int = 10


def add_leg(session: Session, event: Event, values: LegValues, *, hub: str, address: str, staff: Staff) -> Leg:
    """Add a city with the hotel where the delegation stays; a venue of that name without a city becomes this hotel.

    Its blocks on days on which the mission is elsewhere go: a new mission has them on every day.

    Raises `InvalidInput` for days outside the event, a name that is taken, a hotel of another city or zone, meetings
    or programme items there on other days, a run that is under way, and too many cities.
    """
    event = lock_event(session, row_id(event))
    legs = session.exec(select(Leg).where(Leg.event_id == event.id)).all()
    if len(legs) >= MOST_LEGS:
        raise InvalidInput(N_("A mission has at most %(number)d cities."), number=MOST_LEGS)
    leg = Leg(event_id=row_id(event), **_checked(session, event, values, None))
    with noted(session, event, StructureAct.ADD_LEG, leg.name, staff=staff):
        session.add(leg)
        session.flush()
        _set_hub(session, event, leg, hub, address)
        _drop_other_days(session, event, leg)
    return leg


def _drop_other_days(session: Session, event: Event, leg: Leg) -> None:
    """Drop the blocks of a new city on days on which the mission is elsewhere."""
    there = select(Venue.id).where(Venue.leg_id == leg.id)
    elsewhere = [
        block
        for block in session.exec(select(Block).where(col(Block.venue_id).in_(there)).order_by(col(Block.id)))
        if not leg.starts_on <= block.day <= leg.ends_on
    ]
    if elsewhere:
        no_run(session, event)
    for block in elsewhere:
        drop_block(session, event, block)
    session.flush()
    days = _days_in_use(session, leg)
    if days and not leg.starts_on <= min(days) <= max(days) <= leg.ends_on:
        raise InvalidInput(N_("Blocks or programme items in %(city)s are on other days."), city=leg.name)


def change_leg(
    session: Session, event: Event, leg_id: int, values: LegValues, *, hub: str, address: str, shown: str, staff: Staff
) -> Leg:
    """Change a city and its hotel; `shown` is the `leg_token` that the form began with.

    Raises `NotFound` for a city of another event, `Stale` if somebody has changed it meanwhile, and `InvalidInput` as
    `add_leg` does, for another zone while blocks or programme items have its times, and days without those that are
    used.
    """
    event = lock_event(session, row_id(event))
    leg = leg_of(session, event, leg_id)
    if shown != leg_token(leg, hub_of(session, leg)):
        raise Stale
    fields = _checked(session, event, values, leg)
    days = _days_in_use(session, leg)
    if days and values.zone != leg.zone:
        raise InvalidInput(N_("Blocks or programme items in %(city)s have its time already."), city=leg.name)
    if days and not values.starts_on <= min(days) <= max(days) <= values.ends_on:
        raise InvalidInput(N_("Blocks or programme items in %(city)s are on other days."), city=leg.name)
    about = leg.name if leg.name == fields["name"] else f"{leg.name} → {fields['name']}"
    with noted(session, event, StructureAct.CHANGE_LEG, about, staff=staff):
        for name, value in fields.items():
            setattr(leg, name, value)
        for venue in session.exec(select(Venue).where(Venue.leg_id == leg.id)).all():
            venue.city, venue.country, venue.zone = leg.name, leg.country, leg.zone
        _set_hub(session, event, leg, hub, address)
    return leg


def remove_leg(session: Session, event: Event, leg_id: int, *, staff: Staff) -> str:
    """Remove a city with its empty venues, who comes along and whom they look for there, and return its name.

    Raises `NotFound` for one of another event, and `InvalidInput` while blocks, places, programme items, transfers or
    counterparts are there, delegations take part there alone (without it they would in all cities), or a run is under
    way.
    """
    event = lock_event(session, row_id(event))
    leg = leg_of(session, event, leg_id)
    no_run(session, event)
    name = leg.name
    venues = session.exec(select(Venue).where(Venue.leg_id == leg.id)).all()
    numbers = [row_id(venue) for venue in venues]
    used = any(
        session.exec(select(kind.id).where(col(kind.venue_id).in_(numbers)).limit(1)).first() is not None
        for kind in AT_VENUES
    )
    arriving = select(ProgrammeItem.id).where(ProgrammeItem.to_leg_id == leg.id).limit(1)
    if used or session.exec(arriving).first() is not None:
        raise InvalidInput(
            N_("Blocks, tables, offices or programme items are in %(city)s. Remove them first."), city=name
        )
    if session.exec(select(Counterpart.id).where(Counterpart.leg_id == leg.id).limit(1)).first() is not None:
        raise InvalidInput(N_("Counterparts are approached in %(city)s, so it stays."), city=name)
    if alone := _only_there(session, leg_id):
        raise InvalidInput(
            N_("%(number)d organisations take part in %(city)s alone. Choose other cities for them first."),
            number=alone,
            city=name,
        )
    with noted(session, event, StructureAct.REMOVE_LEG, name, staff=staff):
        ways = select(TravelTime).where(col(TravelTime.low_id).in_(numbers) | col(TravelTime.high_id).in_(numbers))
        for row in (
            *session.exec(ways).all(),
            *session.exec(select(LegMember).where(LegMember.leg_id == leg.id)).all(),
            *session.exec(select(Demand).where(Demand.leg_id == leg.id)).all(),
        ):
            session.delete(row)
        session.flush()
        for venue in venues:
            session.delete(venue)
        session.flush()
        session.delete(leg)
    return name


def _only_there(session: Session, leg_id: int) -> int:
    """Return how many delegations take part in a leg and in no other one."""
    others = select(LegMember.delegation_id).where(LegMember.leg_id != leg_id)
    here = select(func.count()).where(col(LegMember.leg_id) == leg_id, col(LegMember.delegation_id).not_in(others))
    return session.exec(here).one()


def _checked(session: Session, event: Event, values: LegValues, leg: Leg | None) -> dict[str, Any]:
    """Return the columns of a leg, or raise `InvalidInput`."""
    name = one_line(values.name)
    if not name:
        raise InvalidInput(N_("A city needs a name."))
    others = select(Leg.id).where(Leg.event_id == event.id, Leg.name == name)
    if session.exec(others).first() not in {None, leg.id if leg else None}:
        raise InvalidInput(N_("“%(city)s” is there already."), city=name)
    if not event.starts_on <= values.starts_on <= values.ends_on <= event.ends_on:
        raise InvalidInput(N_("The days of a city lie within those of the mission."))
    return asdict(values) | {"name": name, "airport": one_line(values.airport)}


def _days_in_use(session: Session, leg: Leg) -> set[date]:
    """Return the days with blocks or programme items in a leg."""
    there = select(Venue.id).where(Venue.leg_id == leg.id)
    statements = (select(kind.day).where(col(kind.venue_id).in_(there)) for kind in TIMED)
    return {day for statement in statements for day in session.exec(statement)}


def _set_hub(session: Session, event: Event, leg: Leg, name: str, address: str) -> None:
    """Write name and address of the hotel; an empty name leaves what is there."""
    name, address = one_line(name), one_line(address)
    hub = hub_of(session, leg)
    if not name:
        return
    same = session.exec(select(Venue).where(Venue.event_id == event.id, Venue.name == name)).first()
    if same is not None and same is not hub:
        if hub is not None or same.leg_id not in {None, leg.id}:
            raise InvalidInput(N_("Another venue of this event has this name."))
        if same.zone != leg.zone:
            raise InvalidInput(N_("%(venue)s has the time of another zone."), venue=name)
        hub = same
    if hub is None:
        hub = Venue(event_id=row_id(event), name=name, zone=leg.zone, city=leg.name, country=leg.country)
    hub.leg_id, hub.hub, hub.name = leg.id, True, name
    hub.city, hub.country = leg.name, leg.country
    hub.address = address or hub.address
    session.add(hub)
    session.flush()
