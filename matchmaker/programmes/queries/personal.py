"""The programme of one person as it was published, with the cards of those whom they meet, and who helps where."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.i18n import screen_language
from matchmaker.calendars.along import along_of
from matchmaker.calendars.details import PartyDetails
from matchmaker.contacts import ContactCard, contacts_of_all
from matchmaker.models import (
    AttachePage,
    Delegation,
    Event,
    EventKind,
    Leg,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Role,
    enrolled,
    row_id,
)
from matchmaker.programmes.queries.cards import PaperCard, cards_of
from matchmaker.releases.queries.agenda import Agenda, read_standing_agendas
from matchmaker.releases.queries.agenda_lines import AgendaLine
from matchmaker.releases.queries.published import last_release, stands_in


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalHelp:
    """Whom one calls in a city."""

    name: str
    function: str
    city: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBeside:
    """Somebody who comes along to meetings of the reader: an interpreter, the head of delegation."""

    name: str
    role: Role
    phone: str
    """Empty unless they have ticked that those whom they meet may have it, and the schedule is final."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Everything that stands in the programme of one person."""

    event: Event
    name: str
    job_title: str
    organisation: str
    language: str
    """Of the paper."""
    agenda: Agenda
    contacts: Mapping[int, ContactCard]
    """Of those whom they meet, by registration: what each of them has ticked."""
    cards: Mapping[int, PaperCard]
    """Of those whom they meet, by delegation."""
    help: tuple[LocalHelp, ...]
    along: tuple[PersonBeside, ...]

    @property
    def is_mission(self) -> bool:
        return self.event.kind is EventKind.MISSION


def read_programme(session: Session, event: Event, registration: Registration, language: str = "") -> Programme | None:
    """Return the programme of a person; None while nothing is published, or nothing for them.

    `language` is that of the paper; empty for their own.
    """
    return next(iter(read_programmes(session, event, [registration], language)), None)


def read_programmes(
    session: Session, event: Event, registrations: Sequence[Registration], language: str = ""
) -> list[Programme]:
    """Return the programmes of those of some people for whom something is published, in their order.

    As many queries for many as for one; `language` as in `read_programme`.
    """
    release = last_release(session, row_id(event))
    if release is None:
        return []
    agendas = read_standing_agendas(session, release, registrations)
    contacts = contacts_of_all(session, row_id(event), registrations)
    rows = session.exec(
        select(Registration.id, Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.id).in_(agendas))
    )
    people = {number: (person, organisation) for number, person, organisation in rows}
    met = {number: _met(agenda) for number, agenda in agendas.items()}
    beside = {number: _beside(agenda) for number, agenda in agendas.items()}
    phones = _phones(session, set().union(*beside.values())) if release.kind is ReleaseKind.FINAL else {}
    cards, helpers = cards_of(session, set().union(*met.values())), help_in(session, event)
    found = []
    for number, agenda in agendas.items():
        if not agenda.lines:
            continue
        person, organisation = people[number]
        cities = {city for day in agenda.days for city in day.cities}
        found.append(
            Programme(
                event=event,
                name=person.name,
                job_title=person.job_title,
                organisation=organisation,
                language=language or screen_language(person.language),
                agenda=agenda,
                contacts=contacts[number],
                cards={one: card for one, card in cards.items() if one in met[number]},
                help=tuple(one for one in helpers if one.city in cities),
                along=tuple(
                    PersonBeside(name=name, role=role, phone=phones.get(one, ""))
                    for one, (name, role) in beside[number].items()
                ),
            )
        )
    return found


def _met(agenda: Agenda) -> set[int]:
    """Return the delegations that the reader of an agenda meets."""
    return {party["delegation_id"] for line in agenda.lines for party in parties_met(line)}


def _beside(agenda: Agenda) -> dict[int, tuple[str, Role]]:
    """Return who comes along to the meetings of an agenda, by registration, in the order of the meetings."""
    people = (one for line in agenda.lines if line.meeting for one in along_of(line.entry.details))
    return {one["registration_id"]: (one["name"], Role(one["role"])) for one in people}


def _phones(session: Session, registration_ids: Collection[int]) -> dict[int, str]:
    """Return the telephone numbers of those who share theirs and still take part."""
    rows = session.exec(
        select(Registration.id, Person.phone)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.id).in_(registration_ids), col(Registration.share_phone), enrolled())
    )
    return {number: phone for number, phone in rows if number is not None}


def parties_met(line: AgendaLine) -> list[PartyDetails]:
    """Return whom the reader of a line meets: the other side, or both where they come to a meeting of others."""
    if line.meeting is None:
        return []
    sides: list[PartyDetails] = line.entry.details.get("sides", [line.meeting["other"]])
    return sides


def help_in(session: Session, event: Event) -> tuple[LocalHelp, ...]:
    """Return the attachés of the cities of a mission, in the order of its days; none at a forum."""
    rows = session.exec(
        select(AttachePage, Leg)
        .join(Leg, col(Leg.id) == col(AttachePage.leg_id))
        .where(col(AttachePage.event_id) == event.id, col(AttachePage.ended_at).is_(None))
        .order_by(col(Leg.starts_on), col(Leg.id), col(AttachePage.id))
    )
    return tuple(
        LocalHelp(name=page.name, function=page.function, city=leg.name, phone=page.phone) for page, leg in rows
    )


def people_with_programme(session: Session, event: Event) -> list[Registration]:
    """Return who has a line in the last release, by organisation and name."""
    release = last_release(session, row_id(event))
    return [] if release is None else _with_lines(session, release)


def _with_lines(session: Session, release: Release) -> list[Registration]:
    having = select(ReleaseEntry.registration_id).where(stands_in(release))
    rows = session.exec(
        select(Registration)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.id).in_(having), enrolled())
        .order_by(col(Organisation.name), col(Person.last_name), col(Person.first_name), col(Registration.id))
    )
    return list(rows)
