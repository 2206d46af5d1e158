"""Who comes along beside those who meet, and which meetings need somebody."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select as select_many
from sqlmodel import Session, col, func, or_, select

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.missions.queries.away import is_during
from matchmaker.models import (
    COMES_ALONG,
    Absence,
    Delegation,
    EntryKind,
    Event,
    EventKind,
    LegMember,
    Organisation,
    PairKey,
    Person,
    Placement,
    PlacementPerson,
    Registration,
    ReleaseEntry,
    Role,
    Scenario,
    enrolled,
    pair_of,
    required,
    row_id,
)
from matchmaker.people.queries.access import registration_of
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.releases.queries.published import stands_now
from matchmaker.scheduling.planning.along import INTERPRETER, common_legs, wanted_pairs
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs
from matchmaker.scheduling.rules.interpreting import interpreted_pairs, pairs_in_words
from matchmaker.scheduling.rules.reasons import UnmetReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAlong:
    """Somebody who comes along."""

    registration_id: int
    name: str
    office: str
    role: Role
    languages: str
    """Between which an interpreter works, in words; empty for others."""
    cities: tuple[str, ...]
    meetings: int
    """To which they go in the draft, else as published."""
    away: int
    """Published meetings to come that stand at a time when they are away."""
    absences: tuple[Absence, ...]
    """When they are away, by time."""
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAlong:
    """A pair that may meet, and who comes along."""

    pair: PairKey
    names: tuple[str, str]
    city: str
    languages: str
    """Between which an interpreter is needed, in words; empty where none is."""
    interpreters: tuple[str, ...]
    """Any of whom would do."""
    decision: bool | None
    """What an organiser has said of an interpreter; None where the languages decide."""
    joining: tuple[int, ...]
    """Who joins by name (registrations)."""
    guests: tuple[str, ...]
    """Their names."""

    @property
    def token(self) -> str:
        """Token of what organisers decide (optimistic locking)."""
        return content_token(self.decision, *self.joining)

    @property
    def lacks(self) -> bool:
        """Whether an interpreter is needed and nobody could be it."""
        return bool(self.languages) and not self.interpreters


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongPage:
    """Everybody who comes along, and the meetings that need somebody."""

    people: tuple[PersonAlong, ...]
    """Interpreters first, then by city and name."""
    needs: tuple[PairAlong, ...]
    others: tuple[tuple[PairKey, str], ...]
    """The other pairs that may meet, with their names."""

    @property
    def by_role(self) -> tuple[tuple[Role, tuple[PersonAlong, ...]], ...]:
        """The people of each role."""
        return tuple((role, tuple(group)) for role, group in groupby(self.people, key=lambda one: one.role))


def read_along(session: Session, event: Event, language: str) -> AlongPage:
    """Return who comes along to the meetings of an event: at a forum interpreters alone."""
    facts = load_facts(session, event)
    found = find_pairs(facts)
    needs = [_pair_along(facts, found, pair, language) for pair in _with_somebody(facts, found)]
    listed = {one.pair for one in needs}
    others = [(pair, " – ".join(map(facts.name, pair))) for pair in found.eligible if pair not in listed]
    return AlongPage(
        people=_people(session, event, facts, language),
        needs=tuple(sorted(needs, key=lambda one: (not one.lacks, one.city, fold(one.names[0]), fold(one.names[1])))),
        others=tuple(sorted(others, key=lambda one: fold(one[1]))),
    )


def read_pair_along(session: Session, event: Event, pair: PairKey, language: str) -> PairAlong | None:
    """Return who comes along to one pair; None where the two are none of this event that may meet."""
    facts = load_facts(session, event)
    found = find_pairs(facts)
    if pair not in found.eligible and pair not in _with_somebody(facts, found):
        return None
    return _pair_along(facts, found, pair, language)


def _with_somebody(facts: Facts, found: Pairs) -> list[PairKey]:
    """Return the pairs to which somebody comes along, or to which an organiser has decided that nobody does."""
    pairs = {key for key, pair in found.eligible.items() if pair.along}
    pairs |= {key for key, one in facts.decisions.items() if one.interpreter is not None} | facts.companions.keys()
    pairs |= {
        pair_of(wish.from_id, wish.to_id)
        for wish in facts.wishes
        if found.left_out.get(row_id(wish)) in {UnmetReason.NO_INTERPRETER, UnmetReason.NO_INTERPRETER_BY_RULE}
    }
    return sorted(pair for pair in pairs if facts.delegations.keys() >= set(pair))


def _pair_along(facts: Facts, found: Pairs, pair: PairKey, language: str) -> PairAlong:
    known = found.eligible.get(pair)
    party = next((one for one in known.along if one.name == INTERPRETER), None) if known else None
    pairs = party.pairs if party else frozenset() if known else wanted_pairs(facts, pair)
    legs = common_legs(facts, pair)
    decision, joining = facts.decisions.get(pair), facts.companions.get(pair, ())
    return PairAlong(
        pair=pair,
        names=(facts.name(pair[0]), facts.name(pair[1])),
        city=", ".join(leg.name for number, leg in facts.legs.items() if number in legs),
        languages=pairs_in_words(pairs, language),
        interpreters=_names(facts, party.people) if party else (),
        decision=None if decision is None else decision.interpreter,
        joining=joining,
        guests=_names(facts, joining),
    )


def _names(facts: Facts, people: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(facts.persons[person].name for person in people)


def _people(session: Session, event: Event, facts: Facts, language: str) -> tuple[PersonAlong, ...]:
    counted, away, absences = _meetings(session, event), _while_away(session, event), _absences(session, event)
    asked = COMES_ALONG if event.kind is EventKind.MISSION else {Role.INTERPRETER}
    found = []
    for number, registration in facts.registrations.items():
        delegation = facts.delegations[registration.delegation_id]
        own = registration.role is Role.HEAD and facts.category(registration.delegation_id).has_meetings
        if registration.role not in asked or registration.withdrawn or delegation.withdrawn or own:
            continue
        legs = facts.leg_members.get(registration.delegation_id, frozenset(facts.legs))
        found.append(
            PersonAlong(
                registration_id=number,
                name=facts.persons[number].name,
                office=facts.name(registration.delegation_id),
                role=registration.role,
                languages=pairs_in_words(facts.interpreters.get(number, ()), language),
                cities=tuple(leg.name for leg_id, leg in facts.legs.items() if leg_id in legs),
                meetings=counted[number],
                away=away[number],
                absences=tuple(one for one in absences if one.registration_id == number),
                agreed=registration.agreed_at is not None,
            )
        )
    roles = [Role.INTERPRETER, *(role for role in Role if role is not Role.INTERPRETER)]
    return tuple(sorted(found, key=lambda one: (roles.index(one.role), len(one.cities), one.cities, fold(one.name))))


def _meetings(session: Session, event: Event) -> Counter[int]:
    """Return to how many meetings of the draft, else of what is published, each person goes."""
    scenario: Scenario | None = current_draft(session, event) or published_scenario(session, event)
    if scenario is None:
        return Counter()
    rows = session.execute(
        select_many(col(PlacementPerson.registration_id), func.count())
        .join(Placement, col(Placement.id) == col(PlacementPerson.placement_id))
        .where(col(Placement.scenario_id) == row_id(scenario))
        .group_by(col(PlacementPerson.registration_id))
    )
    return Counter({int(person): int(number) for person, number in rows})


def _absences(session: Session, event: Event) -> tuple[Absence, ...]:
    """Return when those who come along are away, by time."""
    of_event = select(Registration.id).where(Registration.event_id == event.id, col(Registration.role).in_(COMES_ALONG))
    said = select(Absence).where(col(Absence.registration_id).in_(of_event))
    return tuple(session.exec(said.order_by(col(Absence.day), col(Absence.starts), col(Absence.id))).all())


def _while_away(session: Session, event: Event) -> Counter[int]:
    """Return how many published meetings to come each person has at a time when they are away."""
    rows = session.exec(
        select(ReleaseEntry, Absence)
        .join(Absence, col(Absence.registration_id) == col(ReleaseEntry.registration_id))
        .where(
            stands_now(row_id(event)), ReleaseEntry.kind == EntryKind.MEETING, col(ReleaseEntry.starts_at) > clock.now()
        )
    ).all()
    against = {(entry.registration_id, entry.uid) for entry, absence in rows if is_during(entry, absence)}
    return Counter(number for number, _uid in against)


def guests_of(page_people: tuple[PersonAlong, ...], pair: PairAlong) -> Mapping[int, str]:
    """Return who may join a pair by name: everybody along but interpreters, and who joins already."""
    return {
        one.registration_id: f"{one.name} ({one.office})"
        for one in page_people
        if one.role is not Role.INTERPRETER or one.registration_id in pair.joining
    }


def person_along(session: Session, event: Event, registration_id: int) -> tuple[Registration, str]:
    """Return somebody of an event with their name; raises `NotFound` for any other id."""
    registration = registration_of(session, event, registration_id)
    return registration, session.get_one(Person, registration.person_id).name


def who_could_interpret(session: Session, event: Event) -> tuple[tuple[int, str], ...]:
    """Return those who take part and do not interpret, as (registration id, name and organisation), by name."""
    rows = session.exec(
        select(col(Registration.id), Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Registration.event_id == event.id, Registration.role != Role.INTERPRETER, enrolled())
    ).all()
    found = ((required(number), f"{person.name} ({organisation})") for number, person, organisation in rows)
    return tuple(sorted(found, key=lambda one: fold(one[1])))


def interpreters_in(session: Session, event: Event, leg_id: int, language: str) -> tuple[tuple[str, str], ...]:
    """Return the interpreters of a city by name, with the languages between which they work; one query."""
    elsewhere = select(LegMember.delegation_id).where(LegMember.leg_id != leg_id)
    here = select(LegMember.delegation_id).where(LegMember.leg_id == leg_id)
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            Registration.event_id == event.id,
            Registration.role == Role.INTERPRETER,
            enrolled(),
            or_(col(Registration.delegation_id).in_(here), col(Registration.delegation_id).not_in(elsewhere)),
        )
    ).all()
    found = ((one.name, interpreted_pairs(registration.interprets, one.languages)) for registration, one in rows)
    return tuple((name, pairs_in_words(pairs, language)) for name, pairs in sorted(found, key=lambda one: fold(one[0])))
