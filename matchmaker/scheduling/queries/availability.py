"""When a person can meet, as their own page shows it: the slots of the day with what stands in each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.events.rules import answers_open
from matchmaker.models import (
    Audience,
    Event,
    ProgrammeItem,
    Registration,
    Slot,
    row_id,
    sendable,
)
from matchmaker.scheduling.planning.availability import Busy, BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.queries.day_facts import facts_of_day, untold_items
from matchmaker.scheduling.rules.tokens import absences_token
from matchmaker.wishes.queries.states import count_agreed_meetings


class CellState(StrEnum):
    FREE = "free"
    ABSENT = "absent"
    TAKEN = "taken"
    """By the programme, or by the quiet time around an own presentation."""
    AWAY = "away"
    """Before the arrival or after the departure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A slot of the day and what stands in it for this person."""

    slot_id: int
    starts: time
    ends: time
    state: CellState
    item: str
    """The title of the programme item that takes it; empty otherwise."""
    quiet: bool
    """Kept free around the item rather than taken by it."""
    own: bool
    """The item is the person's own presentation."""
    kept: bool
    """Kept free for a presentation that the reader must not know of yet: `item` is empty."""

    @property
    def paintable(self) -> bool:
        return self.state in {CellState.FREE, CellState.ABSENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """A programme item of this person, in its place between the slots."""

    starts: time
    ends: time
    title: str
    room: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day at one venue; wall times of that venue."""

    day: date
    venue: str
    zone: str
    lines: tuple[Cell | ItemLine, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(line for line in self.lines if isinstance(line, Cell))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The slots of a person, and how many of them are free."""

    days: tuple[Day, ...]
    slots: int
    free: int
    token: str
    """Of the absences shown."""

    @property
    def all_day(self) -> bool:
        """Whether no slot was painted away."""
        return all(cell.state is not CellState.ABSENT for day in self.days for cell in day.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability(Timetable):
    """When a person can meet, and how many meetings wait for these times."""

    agreed: int
    """Delegations with which a meeting is agreed, as far as the reader's side may know."""
    colleagues: int
    """Other people of the delegation who can be sent to meetings."""
    open: bool


def read_availability(session: Session, registration_id: int, language: str) -> Availability:
    """Return `read_timetable` with what its page says beside: meetings agreed, and colleagues to share them."""
    registration = session.get_one(Registration, registration_id)
    facts = _facts_of_one(session, registration)
    asked = {"delegation_id": registration.delegation_id, "registration_id": registration_id}
    colleagues = session.exec(_colleagues(), params=asked).one()
    return Availability(
        **_timetable(facts, registration_id, language, untold_items(session, facts)),
        agreed=count_agreed_meetings(session, registration.delegation_id),
        colleagues=colleagues,
        open=answers_open(facts.event, clock.now()),
    )


@cache
def _colleagues() -> SelectOfScalar[int]:
    """Return the statement of how many others of `:delegation_id` than `:registration_id` can be sent to meetings."""
    return (
        select(func.count())
        .select_from(Registration)
        .where(
            col(Registration.delegation_id) == bindparam("delegation_id"),
            col(Registration.id) != bindparam("registration_id"),
            sendable(),
        )
    )


def read_timetable(
    session: Session, registration: Registration, language: str, *, to_organisers: bool = False
) -> Timetable:
    """Return the slots of the event with what stands in each for this person, and their programme between them.

    An accepted presentation shows `to_organisers` alone until its proposer is told or it is published.
    """
    facts = _facts_of_one(session, registration)
    untold = frozenset() if to_organisers else untold_items(session, facts)
    return Timetable(**_timetable(facts, row_id(registration), language, untold))


def count_free(session: Session, registration: Registration) -> int:
    """Return in how many slots a person can meet (`Timetable.free`)."""
    facts = _facts_of_one(session, registration)
    return len(facts.slots) - len(busy_slots(facts)[row_id(registration)])


def count_free_of(session: Session, event: Event, registrations: Collection[Registration]) -> dict[int, int]:
    """Return in how many slots each of several people of an event can meet, by registration."""
    busy = busy_slots(facts := facts_of_day(session, event, registrations))
    return {registration_id: len(facts.slots) - len(taken) for registration_id, taken in busy.items()}


def _timetable(facts: Facts, registration_id: int, language: str, untold: frozenset[int]) -> dict[str, Any]:
    """Return the values of `Timetable`; items that are `untold` have neither title nor room."""
    busy = busy_slots(facts)[registration_id]
    own = {talk.item_id for talk in facts.presentations}
    cells = {slot_id: _cell(slot, busy.get(slot_id), own, untold, language) for slot_id, slot in facts.slots.items()}
    return {
        "days": _days(facts, cells, own - untold, untold, language),
        "slots": len(cells),
        "free": sum(cell.state is CellState.FREE for cell in cells.values()),
        "token": absences_token(facts.absences[registration_id]),
    }


def _facts_of_one(session: Session, registration: Registration) -> Facts:
    return facts_of_day(session, session.get_one(Event, registration.event_id), [registration])


def _cell(slot: Slot, busy: Busy | None, own: set[int | None], untold: frozenset[int], language: str) -> Cell:
    state = CellState.FREE
    if busy is not None:
        away = dict.fromkeys((BusyKind.NOT_YET, BusyKind.GONE, BusyKind.ELSEWHERE), CellState.AWAY)
        away[BusyKind.ABSENT] = CellState.ABSENT
        state = away.get(busy.kind, CellState.TAKEN)
    item = busy.item if busy is not None else None
    kept = item is not None and item.id in untold
    if kept:
        item = None
    return Cell(
        slot_id=row_id(slot),
        starts=slot.starts,
        ends=slot.ends,
        state=state,
        item=item.title(language) if item else "",
        quiet=not kept and busy is not None and busy.kind is BusyKind.QUIET,
        own=item is not None and item.id in own,
        kept=kept,
    )


def _days(
    facts: Facts, cells: dict[int, Cell], own: set[int | None], untold: frozenset[int], language: str
) -> tuple[Day, ...]:
    """Group slots by day and venue; items that take no slot stand between them, those that do are named in them."""
    taking = {cell.item for cell in cells.values() if cell.item and not cell.quiet}
    days: list[Day] = []
    for day, venue_id in dict.fromkeys((slot.day, slot.venue_id) for slot in facts.slots.values()):
        lines: list[Cell | ItemLine] = [
            cells[slot_id] for slot_id, slot in facts.slots.items() if (slot.day, slot.venue_id) == (day, venue_id)
        ]
        lines += [
            ItemLine(
                starts=item.starts,
                ends=item.ends,
                title=item.title(language),
                room=item.room,
                own=item.id in own,
            )
            for item in _own_items(facts, own)
            if (item.day, item.venue_id) == (day, venue_id)
            and item.id not in untold
            and item.title(language) not in taking
        ]
        lines.sort(key=lambda line: (line.starts, line.ends))
        venue = facts.venues[venue_id]
        days.append(Day(day=day, venue=venue.name, zone=venue.zone, lines=tuple(lines)))
    return tuple(days)


def _own_items(facts: Facts, own: set[int | None]) -> Iterable[ProgrammeItem]:
    chosen = {item_id for item_id, _ in facts.attendances}
    return (
        item
        for item in facts.items.values()
        if item.audience is Audience.EVERYONE or item.id in own or item.id in chosen
    )
