"""The general booklet: programme of the event, its organisations with their people, practical data, texts.

It holds no address of a person and no telephone number of a participant, no wish, no veto, and not who meets whom.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.calendars.details import ProgrammeDetails
from matchmaker.missions.queries.demands import COUNTERPARTS, local_offers
from matchmaker.missions.queries.legs import Transfer, read_cities
from matchmaker.models import (
    BookletTexts,
    Category,
    Community,
    Delegation,
    EntryKind,
    Event,
    EventKind,
    Leg,
    LegMember,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    Role,
    Venue,
    row_id,
    taking_part,
)
from matchmaker.programmes.queries.cards import PaperCard, logos_of
from matchmaker.programmes.queries.met import PaperCounterpart, counterparts_met
from matchmaker.programmes.queries.personal import LocalHelp, help_in
from matchmaker.releases.queries.published import last_release, stands_in


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletItem:
    """An item of the programme as it was published."""

    day: date
    starts: time
    gathers: time | None
    """When one gathers for a transfer, where that is before it begins."""
    ends: time
    zone: str
    city: str
    """Of a mission."""
    titles: dict[str, str]
    kind: str
    room: str
    venue: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDelegate:
    """Somebody who takes part: name, function, languages, role."""

    name: str
    job_title: str
    languages: tuple[str, ...]
    role: Role
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCompany:
    """An organisation that takes part, with its people and the cities to which it comes along."""

    card: PaperCard
    people: tuple[PaperDelegate, ...]
    cities: tuple[str, ...]
    """Empty for all of them."""
    offers: tuple[tuple[str, str, str], ...]
    """What it offers in the language of a city: city, text, language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletStay:
    """Where one is and when: a city of a mission, or a venue of a forum."""

    name: str
    zone: str
    starts_on: date
    ends_on: date
    hotel: str
    """Name and address of the hotel, or of the venue."""
    airport: str
    country: str
    """Code; empty for a venue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """Everything that stands in the general booklet."""

    event: Event
    community: str
    release: Release
    texts: BookletTexts
    items: tuple[BookletItem, ...]
    companies: tuple[PaperCompany, ...]
    counterparts: tuple[PaperCounterpart, ...]
    """Those with whom meetings are published, by city."""
    with_them: tuple[PaperDelegate, ...]
    """Head, officials, attachés and interpreters."""
    help: tuple[LocalHelp, ...]
    stays: tuple[BookletStay, ...]
    transfers: tuple[Transfer, ...]
    logos: dict[int, tuple[bytes, str]]

    @property
    def is_mission(self) -> bool:
        return self.event.kind is EventKind.MISSION


def texts_of(session: Session, event: Event) -> BookletTexts:
    """Return what organisers have written for the booklet; empty texts where they have not."""
    return session.get(BookletTexts, event.id) or BookletTexts(event_id=row_id(event))


def texts_token(texts: BookletTexts, language: str) -> str:
    """Return the token of the texts of one language (optimistic locking)."""
    return content_token(*(getattr(texts, name).get(language, "") for name in ("welcome", "partners", "practical")))


def read_booklet(session: Session, event: Event, language: str) -> Booklet | None:
    """Return the booklet of an event; None before the first release."""
    release = last_release(session, row_id(event))
    if release is None:
        return None
    companies, with_them = _people(session, event)
    return Booklet(
        event=event,
        community=session.get_one(Community, event.community_id).name,
        release=release,
        texts=texts_of(session, event),
        items=_items(session, release),
        companies=companies,
        counterparts=counterparts_met(session, event, release),
        with_them=with_them,
        help=help_in(session, event),
        stays=_stays(session, event),
        transfers=read_cities(session, event, language).transfers if event.kind is EventKind.MISSION else (),
        logos=logos_of(session, [one.card.organisation_id for one in companies if one.card.has_logo]),
    )


def _items(session: Session, release: Release) -> tuple[BookletItem, ...]:
    """Return the items of the programme, each once, with those who speak."""
    entries = session.exec(
        select(ReleaseEntry)
        .where(stands_in(release), col(ReleaseEntry.kind) != EntryKind.MEETING)
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.uid), col(ReleaseEntry.id))
    ).all()
    first: dict[str, ReleaseEntry] = {}
    speaking: dict[str, list[int]] = {}
    for entry in entries:
        first.setdefault(entry.uid, entry)
        if entry.kind is EntryKind.PRESENTATION:
            speaking.setdefault(entry.uid, []).append(entry.registration_id)
    names = _names(session, {one for ones in speaking.values() for one in ones})
    return tuple(
        _item(entry, tuple(names[one] for one in speaking.get(uid, ()) if one in names)) for uid, entry in first.items()
    )


def _item(entry: ReleaseEntry, speakers: tuple[str, ...]) -> BookletItem:
    details: ProgrammeDetails = entry.details  # type: ignore[assignment]  # as it was written by publishing
    venue, early = details["venue"], details.get("early", 0)
    gathers = clock.local(entry.starts_at - timedelta(minutes=early), entry.zone).time()
    return BookletItem(
        day=entry.day,
        starts=entry.starts,
        gathers=gathers if early else None,
        ends=entry.ends,
        zone=entry.zone,
        city=venue.get("leg", ""),
        titles=details["titles"],
        kind=details["item_kind"],
        room=details["room"],
        venue=", ".join(dict.fromkeys(part for part in (venue["name"], venue["address"], venue["city"]) if part)),
        speakers=speakers,
    )


def _names(session: Session, registration_ids: Iterable[int]) -> dict[int, str]:
    rows = session.exec(
        select(Registration.id, Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.id).in_(registration_ids))
    )
    return {number: f"{person.name} ({organisation})" for number, person, organisation in rows if number}


def _people(session: Session, event: Event) -> tuple[tuple[PaperCompany, ...], tuple[PaperDelegate, ...]]:
    """Return the organisations with the people whom they send, by name, and those who come with them.

    Without counterparts of a mission: they travel with nobody.
    """
    rows = session.exec(
        select(Registration, Person, Delegation, Organisation)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Registration.event_id == event.id, taking_part(), col(Category.code) != COUNTERPARTS)
        .order_by(col(Person.last_name), col(Person.first_name), col(Registration.id))
    ).all()
    cities, offers = _cities(session, event), local_offers(session, event)
    sent: dict[int, list[PaperDelegate]] = {}
    cards: dict[int, PaperCard] = {}
    others = []
    for registration, person, delegation, organisation in rows:
        delegate = PaperDelegate(
            name=person.name,
            job_title=person.job_title,
            languages=tuple(person.languages),
            role=registration.role,
            organisation=organisation.name,
        )
        if registration.role is Role.DELEGATE:
            cards[row_id(delegation)] = PaperCard.of(organisation)
            sent.setdefault(row_id(delegation), []).append(delegate)
        else:
            others.append(delegate)
    companies = (
        PaperCompany(
            card=card, people=tuple(sent[number]), cities=cities.get(number, ()), offers=offers.get(number, ())
        )
        for number, card in cards.items()
    )
    order = list(Role)
    return (
        tuple(sorted(companies, key=lambda one: fold(one.card.name))),
        tuple(sorted(others, key=lambda one: order.index(one.role))),
    )


def _cities(session: Session, event: Event) -> dict[int, tuple[str, ...]]:
    """Return the cities of those who come along to some only, by delegation."""
    found: dict[int, tuple[str, ...]] = {}
    rows = session.exec(
        select(LegMember.delegation_id, Leg.name)
        .join(Leg, col(Leg.id) == col(LegMember.leg_id))
        .where(col(Leg.event_id) == event.id)
        .order_by(col(Leg.starts_on), col(Leg.id))
    )
    for delegation_id, name in rows:
        found[delegation_id] = (*found.get(delegation_id, ()), name)
    return found


def _stays(session: Session, event: Event) -> tuple[BookletStay, ...]:
    legs = session.exec(select(Leg).where(Leg.event_id == event.id).order_by(col(Leg.starts_on), col(Leg.id))).all()
    venues = session.exec(select(Venue).where(Venue.event_id == event.id).order_by(col(Venue.id))).all()
    if not legs:
        return tuple(
            BookletStay(
                name=venue.name,
                zone=venue.zone,
                starts_on=event.starts_on,
                ends_on=event.ends_on,
                hotel=", ".join(part for part in (venue.address, venue.postcode, venue.city) if part),
                airport="",
                country="",
            )
            for venue in venues
        )
    hubs = {venue.leg_id: venue for venue in reversed(venues) if venue.hub}
    return tuple(
        BookletStay(
            name=leg.name,
            zone=leg.zone,
            starts_on=leg.starts_on,
            ends_on=leg.ends_on,
            hotel=", ".join(part for part in (hubs[leg.id].name, hubs[leg.id].address) if part)
            if leg.id in hubs
            else "",
            airport=leg.airport,
            country=leg.country,
        )
        for leg in legs
    )
