"""When a scenario has each meeting and with whom, and what that changes for each person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select as select_many
from sqlmodel import Session, col, select

from matchmaker.models import (
    Meeting,
    PairKey,
    Placement,
    PlacementPerson,
    Release,
    ReleaseEntry,
    Scenario,
    Slot,
    row_id,
)
from matchmaker.scheduling.planning.facts import Facts


@dataclass(frozen=True, slots=True, order=True)
class Beginning:
    """When a meeting begins: wall time."""

    day: date
    starts: time


@dataclass(frozen=True, slots=True)
class PairSeat:
    """When a scenario has a meeting, and with whom."""

    slot_id: int
    begins: Beginning
    """Of a release when it was published to begin: its block may have moved since."""
    people: frozenset[int]
    """Registrations."""


@dataclass(frozen=True, slots=True)
class DifferingMeeting:
    """A meeting of somebody that differs: with whom, and when in each scenario (None: not at all)."""

    other: str
    before: Beginning | None
    after: Beginning | None


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """A person whose meetings differ."""

    registration_id: int
    name: str
    organisation: str
    before: int
    after: int
    """Meetings."""
    meetings: tuple[DifferingMeeting, ...] = ()
    """Those that differ, by time."""


def read_seatings(session: Session, facts: Facts, scenario: Scenario) -> dict[PairKey, PairSeat]:
    """Return when a scenario has which pair; a pair meets once."""
    rows = session.connection().execute(
        select_many(
            col(Meeting.low_id),
            col(Meeting.high_id),
            col(Placement.slot_id),
            col(PlacementPerson.registration_id),
        )
        .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .where(col(Placement.scenario_id) == row_id(scenario))
    )
    found: dict[PairKey, tuple[int, set[int]]] = {}
    for low, high, slot_id, person in rows:
        found.setdefault((low, high), (slot_id, set()))[1].add(person)
    told = _told(session, scenario)
    return {
        pair: PairSeat(slot_id, told.get(pair) or _beginning(facts.slots[slot_id]), frozenset(people))
        for pair, (slot_id, people) in found.items()
    }


def _told(session: Session, scenario: Scenario) -> dict[PairKey, Beginning]:
    """Return when the meetings of a scenario begin by the last release that has published it; none if none has."""
    release = (
        select(col(Release.id))
        .where(Release.scenario_id == row_id(scenario))
        .order_by(col(Release.number).desc())
        .limit(1)
    )
    rows = session.connection().execute(
        select_many(col(Meeting.low_id), col(Meeting.high_id), col(ReleaseEntry.day), col(ReleaseEntry.starts))
        .join(Meeting, col(Meeting.id) == col(ReleaseEntry.meeting_id))
        .where(col(ReleaseEntry.release_id) == release.scalar_subquery(), ReleaseEntry.stands)
        .distinct()
    )
    return {(low, high): Beginning(day, starts) for low, high, day, starts in rows}


def _beginning(slot: Slot) -> Beginning:
    return Beginning(slot.day, slot.starts)


def changed_people(
    facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat]
) -> tuple[tuple[ChangedPerson, ...], ...]:
    """Return who gains, who loses, and who only moves."""
    before, after = _days(one), _days(two)
    changed = (
        _person(facts, number, before.get(number, {}), after.get(number, {}))
        for number in before.keys() | after.keys()
        if before.get(number) != after.get(number)
    )
    ordered = sorted(changed, key=lambda person: (person.organisation, person.name))
    return (
        tuple(person for person in ordered if person.after > person.before),
        tuple(person for person in ordered if person.after < person.before),
        tuple(person for person in ordered if person.after == person.before),
    )


_Day = dict[PairKey, Beginning]


def _days(seatings: Mapping[PairKey, PairSeat]) -> dict[int, _Day]:
    """Return when each person meets which pair."""
    found: dict[int, _Day] = {}
    for pair, seating in seatings.items():
        for person in seating.people:
            found.setdefault(person, {})[pair] = seating.begins
    return found


def _person(facts: Facts, number: int, before: _Day, after: _Day) -> ChangedPerson:
    own = facts.registrations[number].delegation_id
    begins = {pair: after.get(pair) or before[pair] for pair in before.keys() | after.keys()}
    meetings = tuple(
        DifferingMeeting(_other(facts, pair, own), before.get(pair), after.get(pair))
        for pair in sorted(begins, key=lambda pair: (begins[pair], pair))
        if before.get(pair) != after.get(pair)
    )
    return ChangedPerson(number, facts.persons[number].name, facts.name(own), len(before), len(after), meetings)


def _other(facts: Facts, pair: PairKey, own: int) -> str:
    """Return whom somebody meets; who only comes along meets both sides."""
    sides = [side for side in pair if side != own]
    return " – ".join(map(facts.name, sides))
