"""Transfers of a mission: programme items that begin in one city and end in the next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import LANGUAGES, N_, translate
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.missions.queries.legs import hub_of, leg_of
from matchmaker.missions.queries.members import going_both, read_travellers
from matchmaker.missions.rules import TRANSFER_TITLES
from matchmaker.models import (
    Attendance,
    Audience,
    Event,
    Leg,
    Means,
    Place,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    Staff,
    StructureAct,
    Venue,
    enrolled,
    row_id,
)
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.commands.programme import MOST_ITEMS, about_item


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTransfer:
    """A way from one city to another, within a day; each time is that of its own city."""

    from_id: int
    to_id: int
    means: Means
    day: date
    departs: time
    arrives: time
    arrives_on: date | None = None
    """By the calendar of the second city; None: on the day of the departure."""
    where: str = ""
    """From where, in words: "Kastrup, terminal 2"."""
    elsewhere: bool = False
    """One gathers there, and not at the hotel of the city: the way there takes time."""


def add_transfer(
    session: Session, event: Event, new: NewTransfer, delegations: Collection[int], *, staff: Staff
) -> ProgrammeItem:
    """Add a transfer for the people of some delegations; they have no meetings meanwhile.

    Raises `NotFound` for cities of another event, and `InvalidInput` for one city twice, a city without a hotel, a day
    outside the mission, an arrival that does not follow the departure within a day, delegations that do not take part
    in both, and a place elsewhere without a name, or with that of a place in another city or of an office.
    """
    event = lock_event(session, row_id(event))
    here, there = leg_of(session, event, new.from_id), leg_of(session, event, new.to_id)
    if here is there:
        raise InvalidInput(N_("Choose two different cities."))
    hub = hub_of(session, here)
    if hub is None:
        raise InvalidInput(N_("%(city)s has no hotel yet: the transfer begins there."), city=here.name)
    if not event.starts_on <= new.day <= event.ends_on:
        raise InvalidInput(N_("The event does not take place on this day."))
    starts_at = clock.instant(new.day, new.departs, here.zone)
    ends_at = clock.instant(new.arrives_on or new.day, new.arrives, there.zone)
    ends = clock.local(ends_at, here.zone).time()
    if starts_at >= ends_at or clock.span(new.day, new.departs, ends, here.zone) != (starts_at, ends_at):
        raise InvalidInput(N_("The arrival follows the departure within a day, each at the time of its city."))
    travellers = read_travellers(session, event)
    going = {one.delegation_id for one in going_both(travellers, new.from_id, new.to_id)}
    if not delegations or not {one.delegation_id for one in travellers}.issuperset(delegations):
        raise InvalidInput(N_("Choose who travels: companies that take part in both cities."))
    if away := [one.name for one in travellers if one.delegation_id in set(delegations) - going]:
        raise InvalidInput(N_("Not in both cities: %(names)s. Untick them."), names=", ".join(away))
    codes = set(session.exec(select(ProgrammeItem.code).where(ProgrammeItem.event_id == event.id)).all())
    if len(codes) >= MOST_ITEMS:
        raise InvalidInput(N_("A programme has at most %(number)d items."), number=MOST_ITEMS)
    code = next(code for number in range(1, len(codes) + 2) if (code := f"P{number}") not in codes)
    item = ProgrammeItem(
        event_id=row_id(event),
        venue_id=row_id(hub),
        code=code,
        kind=ProgrammeKind.TRANSFER,
        audience=Audience.CHOSEN,
        titles={language: translate(language, TRANSFER_TITLES[new.means], city=there.name) for language in LANGUAGES},
        room="" if new.elsewhere else one_line(new.where),
        day=new.day,
        starts=new.departs,
        ends=ends,
        zone=here.zone,
        starts_at=starts_at,
        ends_at=ends_at,
        to_leg_id=there.id,
        means=new.means,
    )
    people = select(Registration.id).where(col(Registration.delegation_id).in_(delegations), enrolled())
    with noted(session, event, StructureAct.ADD_ITEM, about_item(item), staff=staff):
        if new.elsewhere:
            item.venue_id = _gathering_place(session, event, here, one_line(new.where))
        session.add(item)
        session.flush()
        for number in sorted(filter(None, session.exec(people).all())):
            session.add(Attendance(item_id=row_id(item), registration_id=number))
    return item


def _gathering_place(session: Session, event: Event, leg: Leg, name: str) -> int:
    """Return the venue (id) of this name in a city, made where there is none: a port, a station, an airport."""
    if not name:
        raise InvalidInput(N_("Say from where, if it is not the hotel."))
    venue = session.exec(select(Venue).where(Venue.event_id == event.id, Venue.name == name)).first()
    if venue is None:
        venue = Venue(
            event_id=row_id(event), leg_id=leg.id, name=name, zone=leg.zone, city=leg.name, country=leg.country
        )
        session.add(venue)
        session.flush()
    owned = select(Place.id).where(Place.venue_id == venue.id, col(Place.owner_id).is_not(None)).limit(1)
    if venue.leg_id != leg.id or session.exec(owned).first() is not None:
        raise InvalidInput(N_("Another venue of this event has this name."))
    return row_id(venue)
