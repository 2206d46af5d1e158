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
    Venue,
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
from matchmaker.releases.queries.grid_parts import GridPart, GridParts, column_ids, group_of, read_parts
from matchmaker.scheduling.planning.facts import Facts, load_facts


@dataclass(frozen=True, slots=True)
class RowNames:
    """All rows of the grid in their order, and the names that their cells need."""

    rows: tuple[RowName, ...]
    names: CellNames
    parts: GridParts

    def matching(self, query: str, category_id: int | None, part: str = "") -> tuple[RowName, ...]:
        """Return the rows that a search and a filter leave; of a mission those of one city (`GridPart.key`)."""
        wanted, chosen = fold(query), self.parts.chosen(part)
        return tuple(
            row
            for row in self.rows
            if _is_there(row, self.parts, chosen)
            and (not wanted or wanted in fold(f"{row.title} {row.subtitle}"))
            and (category_id is None or row.category_id == category_id)
        )


def _is_there(row: RowName, parts: GridParts, part: GridPart | None) -> bool:
    if part is not None and row.leg_id is not None:
        return row.leg_id == part.leg_id
    return parts.takes_part(row.delegation_id, part)


@dataclass(frozen=True, slots=True)
class DraftGrid:
    """Some rows of the draft against all slots, or those of a part."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    totals: tuple[int, ...]
    """Meetings of the whole draft in each column."""
    seats: tuple[int, ...]
    """How many there is room for."""
    wrong: frozenset[tuple[int, int]]
    """(row, column) of cells whose meeting contradicts the rows as they are: the person is away, the place closed."""


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
    parts = read_parts(session, event)
    categories = {
        row_id(category): category for category in session.exec(select(Category).where(Category.event_id == event.id))
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
        venues = _venues(session, event) if parts.all else {}
        rows = [
            RowName(
                id=row_id(place),
                title=place.code,
                subtitle=place.label
                if place.owner_id is None
                else names.organisations.get(place.owner_id, place.label),
                category_id=None,
                category="",
                delegation_id=place.owner_id,
                meetings=held[row_id(place)],
                group=group_of(place, venues[place.venue_id]) if venues else "",
                leg_id=venues[place.venue_id].leg_id if venues else None,
            )
            for place in places
        ]
    else:
        ordered = sorted(people, key=lambda row: by_name(row[3], row[2], row[0]))
        if parts.all:
            ordered.sort(key=lambda row: categories[row[5]].position)
        rows = [
            RowName(
                id=number,
                title=names.people[number],
                subtitle=name,
                category_id=category_id,
                category=categories[category_id].name(language),
                delegation_id=side,
                meetings=held[number],
                group=categories[category_id].name(language) if parts.all else "",
            )
            for number, _, _, name, side, category_id, sent in ordered
            if sent or held[number]
        ]
    return RowNames(tuple(rows), names, parts)


def _venues(session: Session, event: Event) -> dict[int, Venue]:
    return {row_id(venue): venue for venue in session.exec(select(Venue).where(Venue.event_id == event.id))}


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
    session: Session,
    event: Event,
    draft: Scenario,
    names: RowNames,
    shown: Sequence[RowName],
    *,
    by: By,
    language: str,
    part: GridPart | None = None,
) -> DraftGrid:
    """Return the cells of the rows that are shown, of a part of a mission or of all days."""
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
    columns, room, shared = columns_of(facts, language, part), _seats(facts), column_ids(facts)
    wrong = _wrong_people(build, seats) if by == "people" else _wrong_places(facts, seats)
    return DraftGrid(
        columns=columns,
        rows=build.rows(shown, seats, by, columns),
        totals=tuple(sum(load[slot_id] for slot_id in column.slot_ids) for column in columns),
        seats=tuple(sum(room[slot_id] for slot_id in column.slot_ids) for column in columns),
        wrong=frozenset((row, shared[slot_id]) for row, slot_id in wrong),
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


def _seats(facts: Facts) -> dict[int, int]:
    return {
        slot_id: sum(
            place.capacity
            for place_id, place in facts.places.items()
            if place.venue_id == slot.venue_id and (place_id, slot_id) not in facts.closures
        )
        for slot_id, slot in facts.slots.items()
    }


def _strengths(session: Session, event: Event, pairs: Collection[PairKey]) -> dict[PairKey, tuple[Strength, ...]]:
    """Return how strongly the two of each pair wish for their meeting, the stronger first."""
    sides = {side for pair in pairs for side in pair}
    wishes = session.execute(
        select_many(col(Wish.from_id), col(Wish.to_id), col(Wish.strength)).where(
            col(Wish.event_id) == event.id, or_(col(Wish.from_id).in_(sides), col(Wish.to_id).in_(sides))
        )
    )
    return strengths_by_pair(((one, other, strength) for one, other, strength in wishes), pairs)
