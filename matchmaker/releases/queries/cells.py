"""Rows of a grid against time, with every text that a server-rendered table needs: of a scenario, and of the draft."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Literal

from matchmaker.base.i18n import format_time, translate
from matchmaker.base.names import fold
from matchmaker.models import PairKey, Registration, Strength, pair_of
from matchmaker.scheduling.planning.availability import Busy, BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.wishes.rules.values import STRENGTH_WORTH

By = Literal["people", "tables"]
CellKind = Literal["meeting", "programme", "quiet", "away", "closed", "free"]
"""What fills a cell; `quiet` is the pause around one's own presentation, `closed` a place that cannot be used."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A slot."""

    slot_id: int
    day: date
    starts: time
    ends: time
    starts_at: datetime
    block: str
    """Name of the session of the day."""
    first_of_block: bool


@dataclass(frozen=True, slots=True)
class GridMeeting:
    """A meeting in a cell, seen from the row's person or place."""

    meeting_id: int
    title: str
    """The other side's organisation (people), or both organisations (places)."""
    people: tuple[str, ...]
    """Names of the other side's people, or of both sides'."""
    place: str
    """Code of the place (people); empty in a row of a place."""
    strength: str
    """Strongest wish behind it: must, want, open; empty for none."""
    mutual: bool
    """Whether both sides wished for it."""
    locked: bool


@dataclass(frozen=True, slots=True)
class GridCell:
    """One row at one slot."""

    kind: CellKind
    text: str = ""
    """For programme: its title; for away: "arrives 09:45", "left 12:30" or nothing more."""
    meetings: tuple[GridMeeting, ...] = ()
    """At most one for a person; up to the capacity for a place."""
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person or a place."""

    id: int
    title: str
    subtitle: str
    """Organisation of a person, or where a place stands and whose it is."""
    delegation_id: int | None
    category: str
    """Name of the category of the person's delegation, empty for a place."""
    category_code: str
    meetings: int
    cells: tuple[GridCell, ...]
    """One per column, in the same order."""


@dataclass(frozen=True, slots=True)
class RowName:
    """A row by its name."""

    id: int
    title: str
    subtitle: str
    category_id: int | None
    category: str
    delegation_id: int | None
    meetings: int


@dataclass(frozen=True, slots=True)
class CellNames:
    """The names that cells need."""

    organisations: Mapping[int, str]
    """By delegation."""
    people: Mapping[int, str]
    """By registration."""
    sides: Mapping[int, int]
    """The delegation of each registration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMeeting:
    """A meeting where it is."""

    meeting_id: int
    pair: PairKey
    people: tuple[int, ...]
    slot_id: int
    place_id: int
    locked: bool


Seats = Mapping[tuple[int, int], Sequence[PlacedMeeting]]
"""Meetings by row and slot."""


def seats_of(placed: Iterable[PlacedMeeting], by: By) -> Seats:
    """Return the meetings by person or place, and slot."""
    found: dict[tuple[int, int], list[PlacedMeeting]] = {}
    for one in placed:
        for row in one.people if by == "people" else (one.place_id,):
            found.setdefault((row, one.slot_id), []).append(one)
    return found


def by_name(organisation: str, last_name: str, registration_id: int) -> tuple[str, str, int]:
    """Return the key of the order of people."""
    return fold(organisation), fold(last_name), registration_id


def strengths_by_pair(
    wishes: Iterable[tuple[int, int, Strength]], pairs: Collection[PairKey]
) -> dict[PairKey, tuple[Strength, ...]]:
    """Return how strongly the two of each pair wish to meet, the stronger first; `wishes` are from, to, strength."""
    found: dict[PairKey, tuple[Strength, ...]] = {}
    for one, other, strength in wishes:
        pair = pair_of(one, other)
        if pair in pairs:
            found[pair] = tuple(sorted((*found.get(pair, ()), strength), key=lambda one: -STRENGTH_WORTH[one]))
    return found


class GridBuilder:
    """Builds rows; `facts` have the days of the people that are shown."""

    def __init__(
        self, facts: Facts, names: CellNames, strengths: Mapping[PairKey, Sequence[Strength]], language: str
    ) -> None:
        self.facts, self.names, self.strengths, self.language = facts, names, strengths, language

    @cached_property
    def busy(self) -> Mapping[int, Mapping[int, Busy]]:
        """Slots in which each person cannot meet."""
        return busy_slots(self.facts)

    def rows(self, shown: Iterable[RowName], seats: Seats, by: By) -> tuple[GridRow, ...]:
        """Return the rows that are shown, each with a cell for each slot."""
        cell = self._of_person if by == "people" else self._of_place
        return tuple(
            self._row(
                row, tuple(cell(row.id, slot_id, seats.get((row.id, slot_id), ())) for slot_id in self.facts.slots)
            )
            for row in shown
        )

    def _of_person(self, person: int, slot_id: int, meetings: Sequence[PlacedMeeting]) -> GridCell:
        if meetings:
            return GridCell("meeting", meetings=tuple(self._meeting(one, person) for one in meetings))
        return busy_cell(self.facts.registrations[person], self.busy[person].get(slot_id), self.language)

    def _of_place(self, place_id: int, slot_id: int, meetings: Sequence[PlacedMeeting]) -> GridCell:
        place = self.facts.places[place_id]
        if meetings:
            return GridCell(
                "meeting", meetings=tuple(self._meeting(one, None) for one in meetings), capacity=place.capacity
            )
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
            category=row.category,
            category_code="" if category is None else category.code,
            meetings=row.meetings,
            cells=cells,
        )

    def _meeting(self, one: PlacedMeeting, seen_from: int | None) -> GridMeeting:
        """Return a meeting as a row of a person shows it, or of a place."""
        own = None if seen_from is None else self.names.sides[seen_from]
        strengths = self.strengths.get(one.pair, ())
        return GridMeeting(
            meeting_id=one.meeting_id,
            title=" – ".join(self.names.organisations.get(side, "") for side in one.pair if side != own),
            people=tuple(self.names.people.get(who, "") for who in one.people if self.names.sides[who] != own),
            place="" if seen_from is None else self.facts.places[one.place_id].code,
            strength=strengths[0].value if strengths else "",
            mutual=len(strengths) == 2,
            locked=one.locked,
        )


def columns_of(facts: Facts, language: str) -> tuple[GridColumn, ...]:
    """Return the slots of an event as columns, in order of time."""
    columns: list[GridColumn] = []
    before: int | None = None
    for slot_id, slot in facts.slots.items():
        block = facts.blocks[slot.block_id]
        columns.append(
            GridColumn(
                slot_id=slot_id,
                day=slot.day,
                starts=slot.starts,
                ends=slot.ends,
                starts_at=slot.starts_at,
                block=block.name(language),
                first_of_block=slot.block_id != before,
            )
        )
        before = slot.block_id
    return tuple(columns)


def busy_cell(registration: Registration, busy: Busy | None, language: str) -> GridCell:
    """Return the cell of a person who has no meeting in a slot."""
    if busy is None:
        return GridCell("free")
    if busy.item is not None:
        kind: CellKind = "programme" if busy.kind is BusyKind.PROGRAMME else "quiet"
        return GridCell(kind, busy.item.title(language))
    text = ""
    if busy.kind is BusyKind.NOT_YET and registration.arrives is not None:
        text = translate(language, "arrives %(time)s", time=format_time(registration.arrives, language))
    if busy.kind is BusyKind.GONE and registration.leaves is not None:
        text = translate(language, "leaves %(time)s", time=format_time(registration.leaves, language))
    if busy.kind is BusyKind.RULE:
        text = translate(language, "by a rule")
    if busy.kind is BusyKind.ELSEWHERE:
        text = translate(language, "not in this city")
    return GridCell("away", text)
