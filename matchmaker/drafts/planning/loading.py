"""Load the part of a draft that an edit looks at: some pairs, those whom they meet or wish to meet, and all seats."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select as select_many
from sqlmodel import Session, col, or_, select

from matchmaker.drafts.planning.board import DraftBoard, Seat
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.rules.spots import MeetingSpot, Waived
from matchmaker.models import (
    Event,
    EventKind,
    LimitWaiver,
    Meeting,
    PairKey,
    Person,
    Placement,
    PlacementPerson,
    Registration,
    Scenario,
    Wish,
    row_id,
)
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.results import in_order


def load_board(session: Session, event: Event, draft: Scenario, pairs: Iterable[PairKey]) -> DraftBoard:
    """Return the board for the meetings of some pairs of delegations."""
    sides = {side for pair in pairs for side in pair}
    same = _of_the_same_humans(session, row_id(event), sides)
    # those who come along go from one pair to the next: at a mission all meetings are looked at
    held = read_held(session, draft, None if event.kind is EventKind.MISSION else sides | same)
    around = {side for one in held.values() for side in one.pair} | _wished(session, row_id(event), sides)
    facts = load_facts(session, event, only=sides | same | around)
    published = standing_pairs(session, row_id(event), among=facts.delegations.keys())
    return DraftBoard(
        facts=facts,
        found=find_pairs(facts, published=published),
        held=held,
        taken=read_taken(session, draft),
        published=frozenset(published),
    )


def read_held(
    session: Session, draft: Scenario, sides: Collection[int] | None = None, *, meetings: Collection[int] | None = None
) -> dict[int, Held]:
    """Return the meetings of a draft in which one of some delegations takes part, or those with some ids; else all.

    A meeting without a person of each side is none.
    """
    waived: dict[int, Waived] = {}
    for waiver in session.exec(
        select(LimitWaiver)
        .where(LimitWaiver.scenario_id == draft.id)
        .order_by(col(LimitWaiver.registration_id), col(LimitWaiver.rule))
    ):
        waived[waiver.meeting_id] = (*waived.get(waiver.meeting_id, ()), (waiver.registration_id, waiver.rule))
    # columns, not rows: a draft has thousands
    statement = (
        select_many(
            *_columns(Meeting.id, Meeting.low_id, Meeting.high_id),
            *_columns(Placement.slot_id, Placement.place_id, Placement.locked),
            *_columns(Registration.id, Registration.delegation_id),
        )
        .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .join(Registration, col(Registration.id) == col(PlacementPerson.registration_id))
        .where(col(Placement.scenario_id) == draft.id)
        .order_by(col(Placement.id), col(PlacementPerson.id))
    )
    if sides is not None:
        statement = statement.where(or_(col(Meeting.low_id).in_(sides), col(Meeting.high_id).in_(sides)))
    if meetings is not None:
        statement = statement.where(col(Meeting.id).in_(meetings))
    found: dict[int, tuple[PairKey, int, int, bool, list[tuple[int, int]]]] = {}
    for meeting_id, low, high, slot_id, place_id, locked, person, side in session.execute(statement):
        row = found.setdefault(meeting_id, ((low, high), slot_id, place_id, locked, []))
        row[4].append((person, side))
    return {
        number: Held(number, pair, MeetingSpot(slot_id, place_id, people, locked, waived.get(number, ())))
        for number, (pair, slot_id, place_id, locked, saved) in found.items()
        if (people := in_order(pair, saved))
    }


def read_taken(session: Session, draft: Scenario) -> dict[Seat, list[int]]:
    """Return which meetings of a draft are at which place in which slot."""
    found: dict[Seat, list[int]] = {}
    # by the connection: the ORM takes longer to hand out thousands of rows than the database to find them
    for place_id, slot_id, meeting_id in session.connection().execute(
        select_many(*_columns(Placement.place_id, Placement.slot_id, Placement.meeting_id)).where(
            col(Placement.scenario_id) == draft.id
        )
    ):
        found.setdefault((place_id, slot_id), []).append(meeting_id)
    return found


def _columns(*columns: Any) -> tuple[Any, ...]:
    return tuple(col(column) for column in columns)


def _of_the_same_humans(session: Session, event_id: int, sides: Collection[int]) -> set[int]:
    """Return the delegations for which people of `sides` may take part as well: those with one of their addresses."""
    addresses = (
        select(Person.email_key)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .where(col(Registration.event_id) == event_id, col(Registration.delegation_id).in_(sides))
    )
    return set(
        session.exec(
            select(col(Registration.delegation_id))
            .join(Person, col(Person.id) == col(Registration.person_id))
            .where(col(Registration.event_id) == event_id, col(Person.email_key).in_(addresses))
        )
    )


def _wished(session: Session, event_id: int, sides: Collection[int]) -> set[int]:
    """Return the delegations that wish to meet one of `sides`, or that these wish to meet."""
    wishes = session.exec(
        select(col(Wish.from_id), col(Wish.to_id)).where(
            col(Wish.event_id) == event_id, or_(col(Wish.from_id).in_(sides), col(Wish.to_id).in_(sides))
        )
    )
    return {side for pair in wishes for side in pair}
