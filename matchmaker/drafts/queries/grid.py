"""The grid of the draft: all rows by name, and the cells of those that are in view."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select as select_many
from sqlmodel import Session, col, func, or_, select

from matchmaker.base.names import fold
from matchmaker.drafts.planning.loading import read_held, read_taken
from matchmaker.drafts.planning.people import Held
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Organisation,
    PairKey,
    Person,
    Place,
    Placement,
    PlacementPerson,
    Registration,
    Scenario,
    Strength,
    Wish,
    row_id,
    sendable,
)
from matchmaker.releases.queries.cells import (
    By,
    CellNames,
    GridBuilder,
    GridColumn,
    GridRow,
    PlacedMeeting,
    RowName,
    Seats,
    by_name,
    columns_of,
    seats_of,
    strengths_by_pair,
)
from matchmaker.scheduling.planning.facts import Facts, load_facts


@dataclass(frozen=True, slots=True)
class RowNames:
    """All rows of the grid in their order, and the names that their cells need."""

    rows: tuple[RowName, ...]
    names: CellNames

    def matching(self, query: str, category_id: int | None) -> tuple[RowName, ...]:
        """Return the rows that a search and a filter leave."""
        wanted = fold(query)
        return tuple(
            row
            for row in self.rows
            if (not wanted or wanted in fold(f"{row.title} {row.subtitle}"))
            and (category_id is None or row.category_id == category_id)
        )


@dataclass(frozen=True, slots=True)
class DraftGrid:
    """Some rows of the draft against all slots."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    totals: tuple[int, ...]
    """Meetings of the whole draft in each column."""
    seats: tuple[int, ...]
    """How many there is room for."""
    wrong: frozenset[tuple[int, int]]
    """(row, slot) of cells whose meeting contradicts the rows as they are: the person is away, the place closed."""


def row_names(session: Session, event: Event, draft: Scenario, by: By, language: str) -> RowNames:
    """Return the rows: all places, or those who can be sent or have a meeting, by organisation and name."""
    people = session.execute(
        select_many(
            col(Registration.id),
            col(Person.first_name),
            col(Person.last_name),
            col(Organisation.name),
            col(Registration.delegation_id),
            col(Delegation.category_id),
            col(Category.has_meetings) & sendable(),
        )
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(col(Registration.event_id) == event.id)
    ).all()
    held = _counts(session, draft, by)
    categories = {
        row_id(category): category.name(language)
        for category in session.exec(select(Category).where(Category.event_id == event.id))
    }
    names = CellNames(
        organisations={side: name for _, _, _, name, side, *_ in people},
        people={number: " ".join(filter(None, (first, last))) for number, first, last, *_ in people},
        sides={number: side for number, _, _, _, side, *_ in people},
    )
    if by == "tables":
        places = session.exec(
            select(Place).where(Place.event_id == event.id).order_by(col(Place.position), col(Place.id))
        )
        rows = [
            RowName(
                row_id(place),
                place.code,
                place.label if place.owner_id is None else names.organisations.get(place.owner_id, place.label),
                None,
                "",
                place.owner_id,
                held[row_id(place)],
            )
            for place in places
        ]
    else:
        ordered = sorted(people, key=lambda row: by_name(row[3], row[2], row[0]))
        rows = [
            RowName(number, names.people[number], name, category_id, categories[category_id], side, held[number])
            for number, _, _, name, side, category_id, sent in ordered
            if sent or held[number]
        ]
    return RowNames(tuple(rows), names)


def _counts(session: Session, draft: Scenario, by: By) -> Counter[int]:
    """Return how many meetings each person or place has."""
    if by == "tables":
        statement = select_many(col(Placement.place_id), func.count()).group_by(col(Placement.place_id))
    else:
        statement = (
            select_many(col(PlacementPerson.registration_id), func.count())
            .join(Placement, col(Placement.id) == col(PlacementPerson.placement_id))
            .group_by(col(PlacementPerson.registration_id))
        )
    found = session.execute(statement.where(col(Placement.scenario_id) == draft.id))
    return Counter({int(number): int(count) for number, count in found})


def read_draft_grid(
    session: Session, event: Event, draft: Scenario, names: RowNames, shown: Sequence[RowName], *, by: By, language: str
) -> DraftGrid:
    """Return the cells of the rows that are shown."""
    own = {row.delegation_id for row in shown if row.delegation_id is not None} if by == "people" else set[int]()
    facts = load_facts(session, event, only=own)
    taken = read_taken(session, draft)
    if by == "people":
        held = read_held(session, draft, own)
    else:
        places = {row.id for row in shown}
        there = {number for (place_id, _), numbers in taken.items() if place_id in places for number in numbers}
        held = read_held(session, draft, meetings=there)
    placed = [_placed(one) for one in held.values()]
    build = GridBuilder(facts, names.names, _strengths(session, event, {one.pair for one in placed}), language)
    seats = seats_of(placed, by)
    load: Counter[int] = Counter()
    for (_, slot_id), numbers in taken.items():
        load[slot_id] += len(numbers)
    return DraftGrid(
        columns=columns_of(facts, language),
        rows=build.rows(shown, seats, by),
        totals=tuple(load[slot_id] for slot_id in facts.slots),
        seats=tuple(_seats(facts)),
        wrong=_wrong_people(build, seats) if by == "people" else _wrong_places(facts, seats),
    )


def _placed(one: Held) -> PlacedMeeting:
    at = one.spot
    return PlacedMeeting(
        meeting_id=one.meeting_id,
        pair=one.pair,
        people=at.people,
        slot_id=at.slot_id,
        place_id=at.place_id,
        locked=at.locked,
    )


def _wrong_people(build: GridBuilder, seats: Seats) -> frozenset[tuple[int, int]]:
    """Return (person, slot) where somebody is away, or has two meetings."""
    return frozenset(key for key, ones in seats.items() if key[1] in build.busy.get(key[0], {}) or len(ones) > 1)


def _wrong_places(facts: Facts, seats: Seats) -> frozenset[tuple[int, int]]:
    """Return (place, slot) where a place is closed, or has too many meetings."""
    return frozenset(
        key for key, ones in seats.items() if key in facts.closures or len(ones) > facts.places[key[0]].capacity
    )


def _seats(facts: Facts) -> list[int]:
    return [
        sum(
            place.capacity
            for place_id, place in facts.places.items()
            if place.venue_id == slot.venue_id and (place_id, slot_id) not in facts.closures
        )
        for slot_id, slot in facts.slots.items()
    ]


def _strengths(session: Session, event: Event, pairs: Collection[PairKey]) -> dict[PairKey, tuple[Strength, ...]]:
    """Return how strongly the two of each pair wish for their meeting, the stronger first."""
    sides = {side for pair in pairs for side in pair}
    wishes = session.execute(
        select_many(col(Wish.from_id), col(Wish.to_id), col(Wish.strength)).where(
            col(Wish.event_id) == event.id, or_(col(Wish.from_id).in_(sides), col(Wish.to_id).in_(sides))
        )
    )
    return strengths_by_pair(((one, other, strength) for one, other, strength in wishes), pairs)
