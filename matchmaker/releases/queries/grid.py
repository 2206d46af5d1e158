"""The grid of a scenario: people or places against time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.models import Event, GivenName, Meeting, Placement, PlacementPerson, Scenario, row_id, unloaded
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
from matchmaker.releases.queries.grid_parts import GridPart, GridParts, group_of, is_in, read_parts
from matchmaker.scheduling.planning.facts import Facts, load_facts


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows against slots."""

    scenario_id: int
    scenario_name: GivenName
    by: str
    """people or tables."""
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    parts: GridParts
    part: GridPart | None
    """The one that is shown; None where there are none: then all is."""


def read_grid(
    session: Session, event: Event, scenario_id: int, *, by: By, language: str, part: str = ""
) -> Grid | None:
    """Return the grid of one scenario of the event; None if the event has no such scenario.

    People are those who can be sent to meetings, by organisation and name; tables are all places in their order. At a
    mission they are those of one city, on one of its days: `part` is the key of a `GridPart`.
    """
    scenario = session.get(Scenario, scenario_id, options=[unloaded(Scenario.problem)])
    if scenario is None or scenario.event_id != event.id:
        return None
    facts = load_facts(session, event)
    placed = _placed(session, scenario_id)
    wishes = ((wish.from_id, wish.to_id, wish.strength) for wish in facts.wishes)
    build = GridBuilder(facts, _names(facts), strengths_by_pair(wishes, {one.pair for one in placed}), language)
    seats = seats_of(placed, by)
    parts = read_parts(session, event)
    chosen, columns = parts.chosen(part), columns_of(facts, language, parts.chosen(part))
    seats = {key: ones for key, ones in seats.items() if is_in(facts, facts.slots[key[1]], chosen)}
    rows = _people(facts, seats, language) if by == "people" else _tables(facts, seats, chosen)
    shown = [row for row in rows if row.meetings or by == "tables" or parts.takes_part(row.delegation_id, chosen)]
    if chosen is not None and by == "people":
        shown.sort(key=lambda row: facts.categories[row.category_id or 0].position)
    return Grid(
        scenario_id, scenario.given_name, by, columns, build.rows(shown, seats, by, columns), parts=parts, part=chosen
    )


def _placed(session: Session, scenario_id: int) -> list[PlacedMeeting]:
    found: dict[int, tuple[Placement, Meeting, list[int]]] = {}
    for placement, meeting, person in session.exec(
        select(Placement, Meeting, col(PlacementPerson.registration_id))
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .where(col(Placement.scenario_id) == scenario_id)
        .order_by(col(Placement.id), col(PlacementPerson.registration_id))
    ):
        found.setdefault(row_id(placement), (placement, meeting, []))[2].append(person)
    return [
        PlacedMeeting(
            meeting_id=row_id(meeting),
            pair=meeting.pair,
            people=tuple(people),
            slot_id=placement.slot_id,
            place_id=placement.place_id,
            locked=placement.locked,
        )
        for placement, meeting, people in found.values()
    ]


def _names(facts: Facts) -> CellNames:
    return CellNames(
        organisations={side: facts.name(side) for side in facts.delegations},
        people={number: person.name for number, person in facts.persons.items()},
        sides={number: registration.delegation_id for number, registration in facts.registrations.items()},
    )


def _people(facts: Facts, seats: Seats, language: str) -> Iterator[RowName]:
    meetings = _counts(seats)
    delegates = [delegate for of_delegation in facts.delegates.values() for delegate in of_delegation]
    shown = meetings.keys() | {
        row_id(delegate) for delegate in delegates if facts.category(delegate.delegation_id).has_meetings
    }
    for person in sorted(shown, key=lambda person: _order(facts, person)):
        delegation_id = facts.registrations[person].delegation_id
        category = facts.category(delegation_id)
        yield RowName(
            id=person,
            title=facts.persons[person].name,
            subtitle=facts.name(delegation_id),
            category_id=row_id(category),
            category=category.name(language),
            delegation_id=delegation_id,
            meetings=meetings.get(person, 0),
            group=category.name(language) if facts.legs else "",
        )


def _order(facts: Facts, person: int) -> tuple[str, str, int]:
    return by_name(facts.name(facts.registrations[person].delegation_id), facts.persons[person].last_name, person)


def _tables(facts: Facts, seats: Seats, part: GridPart | None) -> Iterator[RowName]:
    meetings = _counts(seats)
    for place_id, place in facts.places.items():
        venue = facts.venues[place.venue_id]
        if part is not None and venue.leg_id != part.leg_id:
            continue
        yield RowName(
            id=place_id,
            title=place.code,
            subtitle=place.label if place.owner_id is None else facts.name(place.owner_id),
            category_id=None,
            category="",
            delegation_id=place.owner_id,
            meetings=meetings.get(place_id, 0),
            group="" if part is None else group_of(place, venue),
        )


def _counts(seats: Seats) -> Counter[int]:
    """Return how many meetings each row has."""
    found: Counter[int] = Counter()
    for (row, _), ones in seats.items():
        found[row] += len(ones)
    return found
