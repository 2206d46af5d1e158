"""Sheets for those who are at work on the road: who is on which transfer, and the meetings of a city by hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.calendars.along import comes_along
from matchmaker.calendars.details import WayDetails
from matchmaker.models import (
    Counterpart,
    Delegation,
    EntryKind,
    Event,
    Leg,
    Organisation,
    Person,
    PlaceKind,
    ProgrammeKind,
    Registration,
    Release,
    ReleaseEntry,
    Role,
    row_id,
)
from matchmaker.prospects.queries.against_place import is_elsewhere
from matchmaker.releases.queries.published import last_release, stands_in
from matchmaker.scheduling.rules.interpreting import LanguagePair, interpreted_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody on a sheet."""

    name: str
    organisation: str
    phone: str = ""
    """Of a passenger, whether it is shared with others or not: the sheet is that of organisers, who read it anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """A transfer with those who are on it, by organisation and name."""

    titles: dict[str, str]
    means: str
    day: date
    departs: time
    zone: str
    early: int
    """Minutes before its departure at which one gathers."""
    room: str
    """Where."""
    arrival: str
    """The place where it ends; empty where nobody has said, as is `arrives_zone`."""
    arrives: time
    """In the zone where it ends, else in that of the departure."""
    later: int
    """Days from the day of the departure to that of the arrival, each by its own calendar."""
    arrives_zone: str
    passengers: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSheet:
    """What all sheets have: the event and the release from which they were made."""

    event: Event
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class RideSheet(RoadSheet):
    """The transfers of an event, by time."""

    rides: tuple[Ride, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A meeting in a city: when, where, who with whom."""

    day: date
    starts: time
    ends: time
    company: str
    people: tuple[str, ...]
    """Of the company, with whoever comes along."""
    counterpart: str
    hosts: tuple[str, ...]
    along: tuple[str, ...]
    """Who of neither side comes too."""
    place: dict[str, str]
    """Kind, code and label of the place."""
    venue: str
    address: str
    door: str
    """Floor, whom to ask for, where to park: as the counterpart has said."""
    phone: str
    """Of the contact of the counterpart, as the attaché keeps it."""
    way: WayDetails | None
    """Of who comes along, with when to leave."""
    leaves: time
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreted:
    """An interpreter with the meetings to which they come, by time."""

    name: str
    languages: frozenset[LanguagePair]
    """The pairs between which they interpret."""
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpreterSheet(RoadSheet):
    """Who interprets where, by name."""

    interpreters: tuple[Interpreted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitySheet(RoadSheet):
    """The meetings of a city by hour."""

    leg: Leg
    visits: tuple[Visit, ...]


def read_rides(session: Session, event: Event) -> RideSheet | None:
    """Return who is on which transfer; None before the first release."""
    release = last_release(session, row_id(event))
    if release is None:
        return None
    found: dict[str, tuple[ReleaseEntry, list[int]]] = {}
    for entry in _entries(session, release):
        if entry.kind is not EntryKind.MEETING and entry.details["item_kind"] == ProgrammeKind.TRANSFER:
            found.setdefault(entry.uid, (entry, []))[1].append(entry.registration_id)
    named = _passengers(session, {one for _entry, ones in found.values() for one in ones})
    return RideSheet(
        event=event, release=release, rides=tuple(_ride(entry, ones, named) for entry, ones in found.values())
    )


def _entries(session: Session, release: Release) -> Iterable[ReleaseEntry]:
    return session.exec(
        select(ReleaseEntry)
        .where(stands_in(release))
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.uid), col(ReleaseEntry.id))
    )


def _ride(entry: ReleaseEntry, registrations: list[int], named: dict[int, Named]) -> Ride:
    details, on_it = entry.details, set(registrations)
    there = details.get("arrival", {}).get("zone", "")
    arrives = clock.local(entry.ends_at, there or entry.zone)
    return Ride(
        titles=details["titles"],
        means=details.get("means", ""),
        day=entry.day,
        departs=entry.starts,
        zone=entry.zone,
        early=details.get("early", 0),
        room=details["room"] or details["venue"]["name"],
        arrival=details.get("arrival", {}).get("place", ""),
        arrives=arrives.time(),
        later=(arrives.date() - entry.day).days,
        arrives_zone=there,
        passengers=tuple(one for number, one in named.items() if number in on_it),
    )


def _passengers(session: Session, registration_ids: Iterable[int]) -> dict[int, Named]:
    """Return people by registration, in the order of organisations and names."""
    rows = session.exec(
        select(Registration, Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.id).in_(registration_ids))
        .order_by(col(Organisation.name_key), col(Person.last_name), col(Person.first_name), col(Registration.id))
    )
    return {
        row_id(registration): Named(name=person.name, organisation=organisation, phone=person.phone)
        for registration, person, organisation in rows
    }


def read_city(session: Session, event: Event, leg: Leg) -> CitySheet | None:
    """Return the meetings of a city by hour; None before the first release."""
    release = last_release(session, row_id(event))
    if release is None:
        return None
    hosts = _counterparts(session, leg)
    lines: dict[int, ReleaseEntry] = {}
    for entry in _entries(session, release):
        if entry.meeting_id is None or "sides" in entry.details or entry.details["venue"].get("leg") != leg.name:
            continue  # a line with both sides is that of somebody who comes along
        # the line of the company that travels: the other side of it is the counterpart
        if entry.meeting_id not in lines or entry.details["other"]["delegation_id"] in hosts:
            lines[entry.meeting_id] = entry
    return CitySheet(
        event=event,
        release=release,
        leg=leg,
        visits=tuple(_visit(entry, hosts) for entry in sorted(lines.values(), key=lambda one: one.starts_at)),
    )


def read_interpreters(session: Session, event: Event) -> InterpreterSheet | None:
    """Return who interprets where; None before the first release."""
    release = last_release(session, row_id(event))
    if release is None:
        return None
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.event_id) == event.id, col(Registration.role) == Role.INTERPRETER)
        .order_by(col(Person.last_name), col(Person.first_name), col(Registration.id))
    ).all()
    lines: dict[int, list[ReleaseEntry]] = {}
    for entry in _entries(session, release):
        # who has been named since may have met somebody for their own organisation
        if entry.kind is EntryKind.MEETING and comes_along(entry.details):
            lines.setdefault(entry.registration_id, []).append(entry)
    return InterpreterSheet(
        event=event,
        release=release,
        interpreters=tuple(
            Interpreted(
                name=person.name,
                languages=interpreted_pairs(registration.interprets, person.languages),
                visits=tuple(_visit(entry, {}) for entry in lines[row_id(registration)]),
            )
            for registration, person in rows
            if row_id(registration) in lines
        ),
    )


def _counterparts(session: Session, leg: Leg) -> dict[int, Counterpart]:
    """Return the counterparts of a city by their delegation."""
    rows = session.exec(
        select(Delegation.id, Counterpart)
        .join(Counterpart, col(Counterpart.organisation_id) == col(Delegation.organisation_id))
        .where(col(Counterpart.leg_id) == leg.id, col(Delegation.event_id) == leg.event_id)
    )
    return {number: counterpart for number, counterpart in rows if number is not None}


def _visit(entry: ReleaseEntry, hosts: dict[int, Counterpart]) -> Visit:
    details = entry.details
    venue, place = details["venue"], details["place"]
    own, other = details.get("sides", (details["own"], details["other"]))
    contact = hosts.get(other["delegation_id"])
    at_office = place["kind"] == PlaceKind.OFFICE
    way: WayDetails | None = details.get("way") if comes_along(details) else None
    return Visit(
        day=entry.day,
        starts=entry.starts,
        ends=entry.ends,
        company=own["organisation"],
        people=tuple(one["name"] for one in own["people"]),
        counterpart=other["organisation"],
        hosts=tuple(one["name"] for one in other["people"]),
        along=tuple(one["name"] for one in details.get("along", ())),
        place=place,
        venue=venue["name"],
        address=", ".join(dict.fromkeys(part for part in (venue["address"], venue["city"]) if part)),
        door=contact.door if contact and at_office and not is_elsewhere(details, contact) else "",
        phone=contact.phone if contact else "",
        way=way,
        leaves=clock.local(entry.starts_at - timedelta(minutes=way["minutes"] if way else 0), entry.zone).time(),
        zone=entry.zone,
    )
