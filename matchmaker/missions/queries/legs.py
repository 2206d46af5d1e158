"""The cities of a mission as a time line: each with its days, zone and places, and the transfers between them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Attendance,
    Audience,
    Delegation,
    Event,
    Leg,
    LegMember,
    Means,
    Place,
    PlaceKind,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    Slot,
    Venue,
    row_id,
    taking_part,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A leg as the time line shows it."""

    id: int
    name: str
    country: str
    zone: str
    starts_on: date
    ends_on: date
    airport: str
    hub: str
    """Name and address of the hotel where the delegation stays; empty if there is none."""
    tables: int
    offices: int
    slots: int
    companies: int
    """Delegations that take part there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """The way of a delegation from one city to the next."""

    item_id: int
    title: str
    means: Means | None
    day: date
    gathers: time
    """When its people are waited for, in the zone of the departure."""
    departs: time
    departs_zone: str
    arrives: time
    """In the zone of the city where it ends."""
    later: int
    """Days from the day of the departure to that of the arrival, each by its own calendar."""
    arrives_zone: str
    shift: int
    """Minutes that a watch is put forward on arrival; negative: back."""
    companies: int
    """Delegations that travel; 0 for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days of the event in one city; None: no city has said so."""

    city: City | None
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """Everything that the page of the cities shows."""

    cities: tuple[City, ...]
    days: tuple[date, ...]
    rows: tuple[tuple[Stretch, ...], ...]
    """The week: one row, and more where cities overlap; each row covers all days."""
    transfers: tuple[Transfer, ...]
    delegations: int


def legs_of(session: Session, event: Event) -> list[Leg]:
    """Return the legs of `event` in the order of their days."""
    statement = select(Leg).where(Leg.event_id == event.id)
    return list(session.exec(statement.order_by(col(Leg.starts_on), col(Leg.ends_on), col(Leg.id))).all())


def leg_of(session: Session, event: Event, leg_id: int) -> Leg:
    """Return a leg of `event`; raises `NotFound` for any other id."""
    leg = session.get(Leg, leg_id)
    if leg is None or leg.event_id != event.id:
        raise NotFound
    return leg


def hub_of(session: Session, leg: Leg) -> Venue | None:
    """Return the venue where the delegation stays in a leg."""
    statement = select(Venue).where(Venue.leg_id == leg.id, col(Venue.hub))
    return session.exec(statement.order_by(col(Venue.id))).first()


def leg_token(leg: Leg, hub: Venue | None) -> str:
    """Return the token of what a form of a leg begins with (optimistic locking)."""
    where = ("", "") if hub is None else (hub.name, hub.address)
    names = ("name", "country", "zone", "starts_on", "ends_on", "airport", "speed", "detour", "margin")
    return content_token(*(getattr(leg, name) for name in names), *where)


def read_cities(session: Session, event: Event, language: str) -> Cities:
    """Return the time line of the cities of `event`; eight queries, whatever its size."""
    legs = legs_of(session, event)
    venues = session.exec(select(Venue).where(Venue.event_id == event.id).order_by(col(Venue.id))).all()
    city_of = {row_id(venue): venue.leg_id for venue in venues}
    hubs = {venue.leg_id: venue for venue in reversed(venues) if venue.hub}
    kinds: Counter[tuple[int | None, bool]] = Counter()
    for venue_id, kind, number in session.exec(
        select(Place.venue_id, Place.kind, func.count()).where(Place.event_id == event.id).group_by("venue_id", "kind")
    ).all():
        kinds[city_of[venue_id], kind is PlaceKind.OFFICE] += number
    slots: Counter[int | None] = Counter()
    for venue_id, number in session.exec(
        select(Slot.venue_id, func.count()).where(Slot.event_id == event.id).group_by(col(Slot.venue_id))
    ).all():
        slots[city_of[venue_id]] += number
    delegations, along = _along(session, event)
    cities = tuple(
        City(
            id=row_id(leg),
            **leg.model_dump(include={"name", "country", "zone", "starts_on", "ends_on", "airport"}),
            hub=_where(hubs.get(row_id(leg))),
            tables=kinds[leg.id, False],
            offices=kinds[leg.id, True],
            slots=slots[leg.id],
            companies=along[None] + along[row_id(leg)],
        )
        for leg in legs
    )
    lasts = (event.ends_on - event.starts_on).days + 1
    days = tuple(event.starts_on + timedelta(days=number) for number in range(lasts))
    return Cities(
        cities=cities,
        days=days,
        rows=_rows(cities, days),
        transfers=_transfers(
            session,
            event,
            {row_id(leg): leg for leg in legs},
            {row_id(venue): venue.zone for venue in venues},
            language,
        ),
        delegations=delegations,
    )


def _where(hub: Venue | None) -> str:
    return "" if hub is None else ", ".join(filter(None, (hub.name, hub.address)))


def _along(session: Session, event: Event) -> tuple[int, Counter[int | None]]:
    """Return how many delegations there are, how many take part in each leg by name, and in all of them (None)."""
    here = select(Delegation.id).where(Delegation.event_id == event.id, ~Delegation.withdrawn)
    everybody = set(session.exec(here).all())
    rows = session.exec(select(LegMember).where(col(LegMember.delegation_id).in_(here))).all()
    counted: Counter[int | None] = Counter(row.leg_id for row in rows)
    counted[None] = len(everybody - {row.delegation_id for row in rows})
    return len(everybody), counted


def _rows(cities: tuple[City, ...], days: tuple[date, ...]) -> tuple[tuple[Stretch, ...], ...]:
    """Return the week in rows of stretches, as few as overlapping cities allow."""
    rows: list[list[City]] = []
    for city in cities:
        row = next((row for row in rows if row[-1].ends_on < city.starts_on), None)
        if row is None:
            rows.append([city])
        else:
            row.append(city)
    return tuple(_stretches(row, days) for row in rows)


def _stretches(row: list[City], days: tuple[date, ...]) -> tuple[Stretch, ...]:
    found: list[tuple[City | None, list[date]]] = []
    for day in days:
        city = next((city for city in row if city.starts_on <= day <= city.ends_on), None)
        if found and found[-1][0] == city:
            found[-1][1].append(day)
        else:
            found.append((city, [day]))
    return tuple(Stretch(city=city, days=tuple(there)) for city, there in found)


def _transfers(
    session: Session, event: Event, legs: dict[int, Leg], zones: dict[int, str], language: str
) -> tuple[Transfer, ...]:
    """Return the transfers by time; `zones` are those of the venues."""
    items = session.exec(
        select(ProgrammeItem)
        .where(ProgrammeItem.event_id == event.id, ProgrammeItem.kind == ProgrammeKind.TRANSFER)
        .order_by(col(ProgrammeItem.starts_at), col(ProgrammeItem.id))
    ).all()
    travelling = dict(
        session.exec(
            select(Attendance.item_id, func.count(func.distinct(col(Registration.delegation_id))))
            .join(Registration, col(Registration.id) == col(Attendance.registration_id))
            # as the sheet for the road, which is made from what is published
            .where(col(Attendance.item_id).in_([item.id for item in items]), taking_part())
            .group_by(col(Attendance.item_id))
        ).all()
    )
    found = []
    for item in items:
        zone = item.zone
        if item.to_leg_id in legs:
            zone = legs[item.to_leg_id].zone
        elif item.to_venue_id in zones:
            zone = zones[item.to_venue_id]
        arrival = clock.local(item.ends_at, zone)
        found.append(
            Transfer(
                item_id=row_id(item),
                title=item.title(language),
                means=item.means,
                day=item.day,
                gathers=clock.local(item.starts_at - timedelta(minutes=item.buffer_before), item.zone).time(),
                departs=item.starts,
                departs_zone=item.zone,
                arrives=arrival.time(),
                later=(arrival.date() - item.day).days,
                arrives_zone=zone,
                shift=clock.shift(item.starts_at, item.zone, item.ends_at, zone),
                companies=0 if item.audience is Audience.EVERYONE else travelling.get(row_id(item), 0),
            )
        )
    return tuple(found)
