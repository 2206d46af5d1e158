"""Everything of an event that scheduling looks at, loaded at once with one statement per table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from matchmaker.models import (
    Absence,
    Attendance,
    Block,
    Category,
    Decision,
    Delegation,
    Event,
    EventKind,
    Leg,
    Limits,
    OfEvent,
    Organisation,
    PairDecision,
    PairKey,
    Person,
    Place,
    PlaceClosure,
    Presentation,
    ProgrammeItem,
    Registration,
    RuleKind,
    Slot,
    Venue,
    Veto,
    Wish,
    can_be_sent,
    effective_limits,
    pair_of,
    row_id,
    takes_part,
)
from matchmaker.scheduling.planning import along_rows
from matchmaker.scheduling.planning.declines import Decline, late_arrivals, read_declines
from matchmaker.scheduling.planning.humans import Humans
from matchmaker.scheduling.planning.particular import read_rules
from matchmaker.scheduling.planning.travel import Travel, read_legs, read_members, read_said
from matchmaker.scheduling.planning.waivers import Waivers, read_waivers
from matchmaker.scheduling.rules.interpreting import LanguagePair
from matchmaker.scheduling.rules.particular import ParticularRules
from matchmaker.wishes.queries.exclusions import read_exclusions
from matchmaker.wishes.rules.exclusions import Exclusions

Row = TypeVar("Row", bound=OfEvent)


@dataclass(frozen=True)
class Facts:
    """The rows of an event, by id; treat as read-only."""

    event: Event
    categories: dict[int, Category]
    delegations: dict[int, Delegation]
    organisations: dict[int, Organisation]
    """By delegation id."""
    registrations: dict[int, Registration]
    persons: dict[int, Person]
    """By registration id."""
    venues: dict[int, Venue]
    blocks: dict[int, Block]
    slots: dict[int, Slot]
    """In order of time."""
    places: dict[int, Place]
    closures: frozenset[tuple[int, int]]
    """(place id, slot id)."""
    items: dict[int, ProgrammeItem]
    attendances: frozenset[tuple[int, int]]
    """(item id, registration id)."""
    presentations: tuple[Presentation, ...]
    """Those on the programme."""
    absences: dict[int, list[Absence]]
    """By registration id."""
    wishes: tuple[Wish, ...]
    vetoes: frozenset[frozenset[int]]
    """Pairs of delegation ids."""
    exclusions: Exclusions
    """By ids of categories."""
    decisions: dict[tuple[int, int], PairDecision]
    """By (low id, high id)."""
    declines: dict[tuple[int, int], tuple[Decline, ...]]
    """Who cannot come to the meeting of a pair, by (low id, high id)."""
    late: dict[int, tuple[datetime, ...]]
    """From when on those are there who come late for a day, by registration id."""
    waivers: Waivers
    """Personal limits that do not hold in some slots, by registration id."""
    rules: ParticularRules = field(default_factory=ParticularRules)
    """Those that organisers have set for particular people."""
    legs: dict[int, Leg] = field(default_factory=dict)
    """The cities of a mission in which there are venues."""
    leg_members: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """In which legs a delegation takes part, by its id; one that is not in it takes part in all."""
    said_travel: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """Minutes between venues as organisers have said them, by (low id, high id)."""
    companions: Mapping[PairKey, tuple[int, ...]] = field(default_factory=dict)
    """Of a mission: who of neither side joins the meeting of a pair by name."""
    visit_languages: Mapping[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    """Of a mission: in which languages visits of a delegation can be held in a leg, where it has said so."""

    @cached_property
    def interpreters(self) -> dict[int, frozenset[LanguagePair]]:
        """The interpreters of an event by registration, withdrawn ones too, each with their pairs of languages."""
        return along_rows.interpreters_among(self.registrations, self.persons)

    @cached_property
    def humans(self) -> Humans:
        """Who is one human under several registrations."""
        return Humans((registration, self.persons[number]) for number, registration in self.registrations.items())

    @cached_property
    def travel(self) -> Travel:
        """How long it takes from one venue to another."""
        return Travel(self.venues, self.legs, self.said_travel)

    @cached_property
    def delegates(self) -> dict[int, list[Registration]]:
        """Those who can be sent to meetings, by delegation."""
        found: dict[int, list[Registration]] = {delegation_id: [] for delegation_id in self.delegations}
        for registration in self.registrations.values():
            if can_be_sent(registration, self.delegations[registration.delegation_id]):
                found[registration.delegation_id].append(registration)
        return found

    @cached_property
    def delegate_ids(self) -> dict[int, tuple[int, ...]]:
        """The ids of `delegates`."""
        return {side: tuple(row_id(one) for one in people) for side, people in self.delegates.items()}

    def takes_part(self, registration: Registration) -> bool:
        """Tell whether a person is registered and has not withdrawn; only then anything is put in their agenda."""
        return takes_part(registration, self.delegations[registration.delegation_id])

    def category(self, delegation_id: int) -> Category:
        return self.categories[self.delegations[delegation_id].category_id]

    def is_excluded(self, wish: Wish) -> bool:
        """Tell whether a wish does not count by the categories of the two; an organiser's word for the pair wins."""
        if not self.exclusions:
            return False
        if self.is_approved(pair_of(wish.from_id, wish.to_id)):
            return False
        sides = (wish.from_id, wish.to_id)
        return tuple(self.delegations[side].category_id for side in sides) in self.exclusions

    def is_approved(self, pair: PairKey) -> bool:
        """Tell whether an organiser wants a pair to meet."""
        decision = self.decisions.get(pair)
        return pair in self.rules.required or (decision is not None and decision.approved)

    @cached_property
    def places_of(self) -> dict[int | None, list[int]]:
        """The places by their owners; None: those of everybody."""
        found: dict[int | None, list[int]] = {}
        for number, place in self.places.items():
            found.setdefault(place.owner_id, []).append(number)
        return found

    def limits(self, delegation_id: int) -> Limits:
        return effective_limits(self.delegations[delegation_id], self.category(delegation_id))

    def name(self, delegation_id: int) -> str:
        return self.organisations[delegation_id].name


def load_facts(session: Session, event: Event, *, anew: bool = False, only: Collection[int] | None = None) -> Facts:
    """Load what scheduling looks at, with one statement per table; `anew` for a schedule that owes nothing to the
    published one.

    `only` leaves out all delegations but those with these ids, their people, and the wishes that lead elsewhere; those
    who may come along are there all the same, at a forum if a rule asks for interpreters.
    """
    event_id = row_id(event)

    def rows(model: type[Row], *order: str, among: tuple[str, ...] = ()) -> dict[int, Row]:
        columns = [getattr(model, name) for name in (*order, "id")]
        statement = select(model).where(col(model.event_id) == event_id).order_by(*columns)
        if only is not None:
            statement = statement.where(*(getattr(model, name).in_(only) for name in among))
        return {row_id(row): row for row in session.exec(statement)}

    is_mission, rules = event.kind is EventKind.MISSION, read_rules(session, event_id)
    if only is not None and (is_mission or any(rules.of(RuleKind.INTERPRETER))):
        only = frozenset(only) | along_rows.delegations_along(session, event_id)
    delegations, organisations = _delegations(session, event_id, only)
    registrations, persons = _registrations(session, event_id, only)
    venues = rows(Venue)
    legs = read_legs(session, venues.values())
    return Facts(
        event=event,
        categories=rows(Category, "position"),
        delegations=delegations,
        organisations=organisations,
        registrations=registrations,
        persons=persons,
        venues=venues,
        blocks=rows(Block, "day", "starts"),
        slots=rows(Slot, "starts_at"),
        places=rows(Place, "position"),
        closures=_closures(session, event_id),
        items=rows(ProgrammeItem, "starts_at"),
        attendances=_attendances(session, event_id, only),
        presentations=tuple(
            presentation
            for presentation in rows(Presentation).values()
            if presentation.item_id is not None and presentation.decision is not Decision.DECLINED
        ),
        absences=_absences(session, event_id, only),
        wishes=tuple(rows(Wish, among=("from_id", "to_id")).values()),
        vetoes=frozenset(
            frozenset((veto.from_id, veto.against_id)) for veto in rows(Veto, among=("from_id", "against_id")).values()
        ),
        exclusions=read_exclusions(session, event_id),
        decisions={
            (decision.low_id, decision.high_id): decision
            for decision in rows(PairDecision, among=("low_id", "high_id")).values()
        },
        declines=read_declines(session, event_id),
        late=late_arrivals(session, event_id, anew=anew),
        waivers=read_waivers(session, event_id),
        rules=rules,
        legs=legs,
        leg_members=read_members(session, legs),
        said_travel=read_said(session, event_id, len(venues)),
        companions=along_rows.read_companions(session, event_id) if is_mission else {},
        visit_languages=along_rows.read_visit_languages(session, event_id) if is_mission else {},
    )


def _of_some(column: Any, only: Collection[int] | None) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a column names one of some delegations; none for all of them."""
    return () if only is None else (column.in_(only),)


def _delegations(
    session: Session, event_id: int, only: Collection[int] | None
) -> tuple[dict[int, Delegation], dict[int, Organisation]]:
    rows = session.exec(
        select(Delegation, Organisation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.event_id) == event_id, *_of_some(Delegation.id, only))
        .order_by(col(Delegation.id))
    ).all()
    return {row_id(one): one for one, _ in rows}, {row_id(one): organisation for one, organisation in rows}


def _registrations(
    session: Session, event_id: int, only: Collection[int] | None
) -> tuple[dict[int, Registration], dict[int, Person]]:
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.event_id) == event_id, *_of_some(Registration.delegation_id, only))
        .order_by(col(Registration.id))
    ).all()
    return {row_id(one): one for one, _ in rows}, {row_id(one): person for one, person in rows}


def _closures(session: Session, event_id: int) -> frozenset[tuple[int, int]]:
    rows = session.exec(
        select(PlaceClosure)
        .join(Place, col(Place.id) == col(PlaceClosure.place_id))
        .where(col(Place.event_id) == event_id)
    )
    return frozenset((closure.place_id, closure.slot_id) for closure in rows)


def _attendances(session: Session, event_id: int, only: Collection[int] | None) -> frozenset[tuple[int, int]]:
    statement = (
        select(Attendance)
        .join(ProgrammeItem, col(ProgrammeItem.id) == col(Attendance.item_id))
        .where(col(ProgrammeItem.event_id) == event_id)
    )
    if only is not None:
        people = select(Registration.id).where(col(Registration.delegation_id).in_(only))
        statement = statement.where(col(Attendance.registration_id).in_(people))
    rows = session.exec(statement)
    return frozenset((attendance.item_id, attendance.registration_id) for attendance in rows)


def _absences(session: Session, event_id: int, only: Collection[int] | None) -> dict[int, list[Absence]]:
    found: dict[int, list[Absence]] = {}
    for absence in session.exec(
        select(Absence)
        .join(Registration, col(Registration.id) == col(Absence.registration_id))
        .where(col(Registration.event_id) == event_id, *_of_some(Registration.delegation_id, only))
        .order_by(col(Absence.day), col(Absence.starts))
    ):
        found.setdefault(absence.registration_id, []).append(absence)
    return found
