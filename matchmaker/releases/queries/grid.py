"""The grid of a scenario: people or places against time, with every text a server-rendered table needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from sqlmodel import Session, col, select

from matchmaker.base.i18n import format_time, translate
from matchmaker.base.names import fold
from matchmaker.models import (
    Event,
    Meeting,
    Place,
    Placement,
    PlacementPerson,
    Registration,
    Scenario,
    Wish,
    row_id,
    unloaded,
)
from matchmaker.scheduling.planning.availability import Busy, BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.wishes.rules.values import STRENGTH_WORTH

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
class Grid:
    """Rows against slots."""

    scenario_id: int
    scenario_name: str
    by: str
    """people or tables."""
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


def read_grid(
    session: Session, event: Event, scenario_id: int, *, by: Literal["people", "tables"], language: str
) -> Grid | None:
    """Return the grid of one scenario of the event; None if the event has no such scenario.

    People are those who can be sent to meetings, by organisation and name; tables are all places in their order.
    """
    scenario = session.get(Scenario, scenario_id, options=[unloaded(Scenario.problem)])
    if scenario is None or scenario.event_id != event.id:
        return None
    facts = load_facts(session, event)
    placed = _placed(session, scenario_id)
    rows = _people(facts, placed, language) if by == "people" else _tables(facts, placed)
    return Grid(scenario_id, scenario.name, by, columns_of(facts, language), tuple(rows))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A placed meeting with its two parties."""

    placement: Placement
    meeting: Meeting
    people: tuple[int, ...]


def _placed(session: Session, scenario_id: int) -> list[_Placed]:
    found: dict[int, tuple[Placement, Meeting, list[int]]] = {}
    for placement, meeting, person in session.exec(
        select(Placement, Meeting, col(PlacementPerson.registration_id))
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .where(col(Placement.scenario_id) == scenario_id)
        .order_by(col(Placement.id), col(PlacementPerson.registration_id))
    ):
        found.setdefault(row_id(placement), (placement, meeting, []))[2].append(person)
    return [_Placed(placement, meeting, tuple(people)) for placement, meeting, people in found.values()]


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


def _people(facts: Facts, placed: list[_Placed], language: str) -> Iterator[GridRow]:
    wishes = _wishes(facts)
    busy = busy_slots(facts)
    at: dict[tuple[int, int], GridMeeting] = {}
    for one in placed:
        for person in one.people:
            at[person, one.placement.slot_id] = _for_person(facts, one, person, wishes)
    delegates = [delegate for of_delegation in facts.delegates.values() for delegate in of_delegation]
    shown = {person for one in placed for person in one.people} | {
        row_id(delegate) for delegate in delegates if facts.category(delegate.delegation_id).has_meetings
    }
    for person in sorted(shown, key=lambda person: _by_name(facts, person)):
        delegation_id = facts.registrations[person].delegation_id
        category = facts.category(delegation_id)
        cells = tuple(
            GridCell("meeting", meetings=(at[person, slot_id],))
            if (person, slot_id) in at
            else busy_cell(facts.registrations[person], busy[person].get(slot_id), language)
            for slot_id in facts.slots
        )
        yield GridRow(
            id=person,
            title=facts.persons[person].name,
            subtitle=facts.name(delegation_id),
            delegation_id=delegation_id,
            category=category.name(language),
            category_code=category.code,
            meetings=sum(cell.kind == "meeting" for cell in cells),
            cells=cells,
        )


def _by_name(facts: Facts, person: int) -> tuple[str, str, int]:
    organisation = facts.name(facts.registrations[person].delegation_id)
    return fold(organisation), fold(facts.persons[person].last_name), person


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
    return GridCell("away", text)


def _tables(facts: Facts, placed: list[_Placed]) -> Iterator[GridRow]:
    wishes = _wishes(facts)
    at: dict[tuple[int, int], list[GridMeeting]] = {}
    for one in placed:
        seat = (one.placement.place_id, one.placement.slot_id)
        at.setdefault(seat, []).append(_for_place(facts, one, wishes))
    for place_id, place in facts.places.items():
        cells = tuple(
            _place_cell(place, tuple(at.get((place_id, slot_id), ())), closed=(place_id, slot_id) in facts.closures)
            for slot_id in facts.slots
        )
        owner = place.owner_id
        yield GridRow(
            id=place_id,
            title=place.code,
            subtitle=facts.name(owner) if owner is not None else place.label,
            delegation_id=owner,
            category="",
            category_code="",
            meetings=sum(len(cell.meetings) for cell in cells),
            cells=cells,
        )


def _place_cell(place: Place, meetings: tuple[GridMeeting, ...], *, closed: bool) -> GridCell:
    if meetings:
        return GridCell("meeting", meetings=meetings, capacity=place.capacity)
    return GridCell("closed" if closed else "free", capacity=place.capacity)


Wishes = dict[tuple[int, int], Wish]
"""By (from, to)."""


def _wishes(facts: Facts) -> Wishes:
    return {(wish.from_id, wish.to_id): wish for wish in facts.wishes}


def _behind(meeting: Meeting, wishes: Wishes) -> list[Wish]:
    keys = (meeting.pair, (meeting.high_id, meeting.low_id))
    return sorted((wishes[key] for key in keys if key in wishes), key=lambda wish: -STRENGTH_WORTH[wish.strength])


def _for_person(facts: Facts, one: _Placed, person: int, wishes: Wishes) -> GridMeeting:
    own = facts.registrations[person].delegation_id
    other = one.meeting.high_id if own == one.meeting.low_id else one.meeting.low_id
    people = [p for p in one.people if facts.registrations[p].delegation_id == other]
    place = facts.places[one.placement.place_id].code
    return _meeting(facts, one, wishes, title=facts.name(other), people=people, place=place)


def _for_place(facts: Facts, one: _Placed, wishes: Wishes) -> GridMeeting:
    title = f"{facts.name(one.meeting.low_id)} – {facts.name(one.meeting.high_id)}"
    return _meeting(facts, one, wishes, title=title, people=list(one.people), place="")


def _meeting(facts: Facts, one: _Placed, wishes: Wishes, *, title: str, people: list[int], place: str) -> GridMeeting:
    behind = _behind(one.meeting, wishes)
    return GridMeeting(
        meeting_id=row_id(one.meeting),
        title=title,
        people=tuple(facts.persons[person].name for person in people),
        place=place,
        strength=behind[0].strength.value if behind else "",
        mutual=len(behind) == 2,
        locked=one.placement.locked,
    )
