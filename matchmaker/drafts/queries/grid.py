"""The grid of the draft: all rows by name, and the cells of those that are in view."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

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
    pair_of,
    row_id,
    sendable,
)
from matchmaker.releases.queries.grid import (
    GridCell,
    GridColumn,
    GridMeeting,
    GridRow,
    busy_cell,
    columns_of,
)
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.wishes.rules.values import STRENGTH_WORTH

By = Literal["people", "tables"]


@dataclass(frozen=True, slots=True)
class RowName:
    """A row of the grid by its name."""

    id: int
    title: str
    subtitle: str
    category_id: int | None
    category: str
    delegation_id: int | None
    meetings: int


@dataclass(frozen=True, slots=True)
class RowNames:
    """All rows of the grid in their order, and the names that their cells need."""

    rows: tuple[RowName, ...]
    organisations: dict[int, str]
    """By delegation."""
    people: dict[int, str]
    """By registration."""

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
    names = {number: " ".join(filter(None, (first, last))) for number, first, last, *_ in people}
    organisations = {side: name for _, _, _, name, side, *_ in people}
    if by == "tables":
        places = session.exec(
            select(Place).where(Place.event_id == event.id).order_by(col(Place.position), col(Place.id))
        )
        rows = [
            RowName(
                row_id(place),
                place.code,
                place.label if place.owner_id is None else organisations.get(place.owner_id, place.label),
                None,
                "",
                place.owner_id,
                held[row_id(place)],
            )
            for place in places
        ]
    else:
        ordered = sorted(people, key=lambda row: (row[3].casefold(), row[2].casefold(), row[0]))
        rows = [
            RowName(number, names[number], name, category_id, categories[category_id], side, held[number])
            for number, _, _, name, side, category_id, sent in ordered
            if sent or held[number]
        ]
    return RowNames(tuple(rows), organisations, names)


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
        held = list(read_held(session, draft, own).values())
    else:
        places = {row.id for row in shown}
        there = {number for (place_id, _), numbers in taken.items() if place_id in places for number in numbers}
        held = list(read_held(session, draft, meetings=there).values())
    build = _Cells(facts, names, _strengths(session, event, {one.pair for one in held}), language)
    rows, wrong = (build.people if by == "people" else build.tables)(shown, held)
    load: Counter[int] = Counter()
    for (_, slot_id), numbers in taken.items():
        load[slot_id] += len(numbers)
    return DraftGrid(
        columns=columns_of(facts, language),
        rows=rows,
        totals=tuple(load[slot_id] for slot_id in facts.slots),
        seats=tuple(_seats(facts)),
        wrong=wrong,
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
    found: dict[PairKey, tuple[Strength, ...]] = {}
    for one, other, strength in session.execute(
        select_many(col(Wish.from_id), col(Wish.to_id), col(Wish.strength)).where(
            col(Wish.event_id) == event.id, or_(col(Wish.from_id).in_(sides), col(Wish.to_id).in_(sides))
        )
    ):
        key = pair_of(one, other)
        if key in pairs:
            found[key] = tuple(sorted((*found.get(key, ()), strength), key=lambda s: -STRENGTH_WORTH[s]))
    return found


class _Cells:
    """Builds rows with every text that a table needs."""

    def __init__(
        self, facts: Facts, names: RowNames, strengths: dict[PairKey, tuple[Strength, ...]], language: str
    ) -> None:
        self.facts, self.names, self.strengths, self.language = facts, names, strengths, language

    def people(
        self, shown: Sequence[RowName], held: Sequence[Held]
    ) -> tuple[tuple[GridRow, ...], frozenset[tuple[int, int]]]:
        busy = busy_slots(self.facts)
        at: dict[tuple[int, int], list[Held]] = {}
        for one in held:
            for person in one.spot.people:
                at.setdefault((person, one.spot.slot_id), []).append(one)
        wrong = frozenset(key for key, ones in at.items() if key[1] in busy.get(key[0], {}) or len(ones) > 1)
        rows = tuple(
            self._row(
                row,
                tuple(
                    GridCell("meeting", meetings=tuple(self._meeting(one, row.id) for one in at[row.id, slot_id]))
                    if (row.id, slot_id) in at
                    else busy_cell(self.facts.registrations[row.id], busy[row.id].get(slot_id), self.language)
                    for slot_id in self.facts.slots
                ),
            )
            for row in shown
        )
        return rows, wrong

    def tables(
        self, shown: Sequence[RowName], held: Sequence[Held]
    ) -> tuple[tuple[GridRow, ...], frozenset[tuple[int, int]]]:
        at: dict[tuple[int, int], list[Held]] = {}
        for one in held:
            at.setdefault((one.spot.place_id, one.spot.slot_id), []).append(one)
        wrong = frozenset(
            key
            for key, ones in at.items()
            if key in self.facts.closures or len(ones) > self.facts.places[key[0]].capacity
        )
        return tuple(
            self._row(row, tuple(self._at_place(row.id, slot, at) for slot in self.facts.slots)) for row in shown
        ), wrong

    def _at_place(self, place_id: int, slot_id: int, at: dict[tuple[int, int], list[Held]]) -> GridCell:
        place = self.facts.places[place_id]
        meetings = tuple(self._meeting(one, None) for one in at.get((place_id, slot_id), ()))
        if meetings:
            return GridCell("meeting", meetings=meetings, capacity=place.capacity)
        elsewhere = place.venue_id != self.facts.slots[slot_id].venue_id
        closed = elsewhere or (place_id, slot_id) in self.facts.closures
        return GridCell("closed" if closed else "free", capacity=place.capacity)

    def _row(self, row: RowName, cells: tuple[GridCell, ...]) -> GridRow:
        category = None if row.category_id is None else self.facts.categories[row.category_id]
        return GridRow(
            id=row.id,
            title=row.title,
            subtitle=row.subtitle,
            delegation_id=row.delegation_id,
            category="" if category is None else category.name(self.language),
            category_code="" if category is None else category.code,
            meetings=row.meetings,
            cells=cells,
        )

    def _meeting(self, one: Held, seen_from: int | None) -> GridMeeting:
        """Return a meeting as a row of a person shows it, or of a place."""
        sides = [(side, person) for side, person in zip(one.pair, one.spot.people, strict=True) if person != seen_from]
        strengths = self.strengths.get(one.pair, ())
        return GridMeeting(
            meeting_id=one.meeting_id,
            title=" – ".join(self.names.organisations.get(side, "") for side, _ in sides),
            people=tuple(self.names.people.get(person, "") for _, person in sides),
            place="" if seen_from is None else self.facts.places[one.spot.place_id].code,
            strength=strengths[0].value if strengths else "",
            mutual=len(strengths) == 2,
            locked=one.spot.locked,
        )
