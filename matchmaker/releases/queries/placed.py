"""The meetings that a scenario places, as its agendas are made of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col

from matchmaker.models import Meeting, PairKey, Placement, PlacementPerson, Scenario, row_id


@dataclass(frozen=True, slots=True)
class AgendaMeeting:
    """When, where and with whom a pair meets; people as registrations, in their order."""

    pair: PairKey
    slot_id: int
    place_id: int
    people: tuple[int, ...]
    uid: str
    meeting_id: int | None
    """None of a meeting that nothing has placed yet."""


def read_meetings(session: Session, scenario: Scenario) -> Iterator[AgendaMeeting]:
    """Yield the meetings that a scenario places."""
    placed: dict[int, tuple[Row[Any], list[int]]] = {}
    # columns, not rows: an event has thousands
    for row in session.execute(
        select(
            col(Placement.id).label("placement_id"),
            col(Placement.slot_id),
            col(Placement.place_id),
            col(Placement.meeting_id),
            col(Meeting.uid),
            col(Meeting.low_id),
            col(Meeting.high_id),
            col(PlacementPerson.registration_id),
        )
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .where(col(Placement.scenario_id) == row_id(scenario))
        .order_by(col(Placement.id), col(PlacementPerson.registration_id))
    ):
        placed.setdefault(row.placement_id, (row, []))[1].append(row.registration_id)
    for row, people in placed.values():
        pair = (row.low_id, row.high_id)
        yield AgendaMeeting(pair, row.slot_id, row.place_id, tuple(people), row.uid, row.meeting_id)
