"""Rows of a grid against time, with every text that a server-rendered table needs: of a scenario, and of the draft."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Literal

from matchmaker.base.i18n import N_, format_time, translate
from matchmaker.base.names import fold
from matchmaker.models import PairKey, PlaceKind, Registration, Slot, Strength, pair_of
from matchmaker.releases.queries.day_on_the_way import DayOnTheWay
from matchmaker.releases.queries.grid_parts import GridPart, column_ids, is_in
from matchmaker.releases.rules.gaps import Gap, gap_in
from matchmaker.scheduling.planning.availability import Busy, BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.wishes.rules.values import STRENGTH_WORTH

By = Literal["people", "tables"]
CellKind = Literal["meeting", "programme", "quiet", "away", "closed", "free", "way", "goes_on", "soon", "no_slot"]
"""What fills a cell. `quiet`: the pause around one's own presentation; `closed`: a place that cannot be used; `way`: a
way between two meetings; `goes_on`: a meeting does; `soon`: the next one comes too soon; `no_slot`: none begins."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A slot, or at a mission all slots of a city that begin at the same time."""

    slot_id: int
    """Of its first slot."""
    slot_ids: tuple[int, ...]
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
    sides: tuple[str, ...]
    """The other side's organisation (people), or both organisations (places)."""
    people: tuple[str, ...]
    """Names of the other side's people, or of both sides'."""
    place: str
    """Code of the place (people); empty in a row of a place."""
    strength: str
    """Strongest wish behind it: must, want, open; empty for none."""
    mutual: bool
    locked: bool
    is_visit: bool = False
    """At an office."""
    way: int = 0
    """Minutes of the way to it from the meeting before on the same day (people)."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One row at one slot."""

    kind: CellKind
    text: str = ""
    """For programme: its title; for away: "arrives 09:45", "left 12:30" or nothing more; for a way: its minutes."""
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
    group: str = ""
    """At a mission, what it stands under: a category of people, a hotel, the offices of a town."""
    gap: Gap | None = None


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
    group: str = ""
    leg_id: int | None = None
    """Of a place at a mission: the city that it is in."""


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

    def rows(
        self, shown: Iterable[RowName], seats: Seats, by: By, columns: Sequence[GridColumn]
    ) -> tuple[GridRow, ...]:
        """Return the rows that are shown, each with a cell for each column."""
        if by == "people":
            return tuple(self._row(row, self._day_of(row.id, seats, columns), columns) for row in shown)
        return tuple(
            self._row(row, tuple(self._of_place(row.id, column, seats) for column in columns), columns) for row in shown
        )

    def _day_of(self, person: int, seats: Seats, columns: Sequence[GridColumn]) -> tuple[GridCell, ...]:
        """Return the cells of a person; at a mission with the ways between their meetings."""
        day = None
        if self.facts.legs:
            day = DayOnTheWay(self.facts, {slot_id for who, slot_id in seats if who == person})
        return tuple(self._of_person(person, column, seats, day) for column in columns)

    def _of_person(self, person: int, column: GridColumn, seats: Seats, day: DayOnTheWay | None) -> GridCell:
        meetings = [(slot_id, one) for slot_id in column.slot_ids for one in seats.get((person, slot_id), ())]
        if meetings:
            ways = (0 if day is None else day.way_to(slot_id) for slot_id, _ in meetings)
            shown = (self._meeting(one, person, way) for (_, one), way in zip(meetings, ways, strict=True))
            return GridCell("meeting", meetings=tuple(shown))
        busy = [self.busy[person].get(slot_id) for slot_id in column.slot_ids]
        cell = busy_cell(self.facts.registrations[person], None if None in busy else busy[0], self.language)
        way = day.taken(column.slot_ids) if day is not None and cell.kind == "free" else None
        if way is None:
            return cell
        goes_on = day is not None and day.meets_at(column.starts_at)
        text = translate(self.language, "%(minutes)d min", minutes=way) if way else ""
        return GridCell("way" if way else "goes_on" if goes_on else "soon", text)

    def _of_place(self, place_id: int, column: GridColumn, seats: Seats) -> GridCell:
        place = self.facts.places[place_id]
        meetings = [one for slot_id in column.slot_ids for one in seats.get((place_id, slot_id), ())]
        if meetings:
            return GridCell(
                "meeting", meetings=tuple(self._meeting(one, None) for one in meetings), capacity=place.capacity
            )
        there = [one for one in column.slot_ids if self.facts.slots[one].venue_id == place.venue_id]
        if self.facts.legs and not there:
            return GridCell("no_slot")
        closed = all((place_id, slot_id) in self.facts.closures for slot_id in there)
        return GridCell("closed" if closed else "free", capacity=place.capacity)

    def _row(self, row: RowName, cells: tuple[GridCell, ...], columns: Sequence[GridColumn]) -> GridRow:
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
            group=row.group,
            gap=gap_in(columns, (cell.kind for cell in cells)) if category else None,
        )

    def _meeting(self, one: PlacedMeeting, seen_from: int | None, way: int = 0) -> GridMeeting:
        """Return a meeting as a row of a person shows it, or of a place."""
        own = None if seen_from is None else self.names.sides[seen_from]
        strengths = self.strengths.get(one.pair, ())
        return GridMeeting(
            meeting_id=one.meeting_id,
            sides=tuple(self.names.organisations.get(side, "") for side in one.pair if side != own),
            people=tuple(self.names.people.get(who, "") for who in one.people if self.names.sides[who] != own),
            place="" if seen_from is None else self.facts.places[one.place_id].code,
            strength=strengths[0].value if strengths else "",
            mutual=len(strengths) == 2,
            locked=one.locked,
            is_visit=self.facts.places[one.place_id].kind is PlaceKind.OFFICE,
            way=way,
        )


def columns_of(facts: Facts, language: str, part: GridPart | None = None) -> tuple[GridColumn, ...]:
    """Return the slots of an event, or of a part of its grid, as columns in order of time (`column_ids`)."""
    shared: dict[int, list[int]] = {}
    for slot_id, column_id in column_ids(facts).items():
        if is_in(facts, facts.slots[slot_id], part):
            shared.setdefault(column_id, []).append(slot_id)
    columns: list[GridColumn] = []
    before: int | date | None = None
    for column_id, slot_ids in shared.items():
        slot = facts.slots[column_id]
        block = facts.blocks[slot.block_id]
        columns.append(
            GridColumn(
                slot_id=column_id,
                slot_ids=tuple(slot_ids),
                day=slot.day,
                starts=slot.starts,
                ends=slot.ends,
                starts_at=slot.starts_at,
                block=block.name(language),
                first_of_block=_session_of(facts, slot) != before,
            )
        )
        before = _session_of(facts, slot)
    return tuple(columns)


def _session_of(facts: Facts, slot: Slot) -> int | date:
    """Return what a line is drawn between: blocks, at a mission days."""
    return slot.block_id if facts.venues[slot.venue_id].leg_id is None else slot.day


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
    said = {BusyKind.RULE: N_("by a rule"), BusyKind.ELSEWHERE: N_("not in this city")}
    return GridCell("away", translate(language, said[busy.kind]) if busy.kind in said else text)
