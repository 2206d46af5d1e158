"""Counterparts that receive at their office: those whose office is missing yet, and how to find the others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.missions.queries.members import read_travellers
from matchmaker.models import (
    Category,
    Counterpart,
    Delegation,
    Event,
    EventKind,
    Leg,
    MeetsAt,
    Organisation,
    Place,
    row_id,
)
from matchmaker.prospects.queries.against_place import is_elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingOffice:
    """A counterpart that takes part and wants to be visited, where it says."""

    counterpart_id: int
    delegation_id: int
    leg_id: int
    name: str
    city: str
    address: str
    times: str


def missing_offices(session: Session, event: Event) -> tuple[MissingOffice, ...]:
    """Return the counterparts that receive at their office and have no place of their own, by day and name."""
    owned = select(Place.owner_id).where(Place.event_id == event.id, col(Place.owner_id).is_not(None))
    rows = session.exec(
        select(Counterpart, Organisation.name, Leg, Delegation.id)
        .join(Organisation, col(Organisation.id) == col(Counterpart.organisation_id))
        .join(Leg, col(Leg.id) == col(Counterpart.leg_id))
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .where(
            Counterpart.event_id == event.id,
            Counterpart.meets_at == MeetsAt.OFFICE,
            col(Counterpart.merged_into_id).is_(None),
            Delegation.event_id == event.id,
            ~Delegation.withdrawn,
            col(Delegation.id).not_in(owned),
        )
        .order_by(col(Leg.starts_on), col(Organisation.name), col(Counterpart.id))
    ).all()
    return tuple(
        MissingOffice(
            counterpart_id=row_id(row),
            delegation_id=number,
            leg_id=row.leg_id,
            name=name,
            city=leg.name,
            address=row.address,
            times=row.times,
        )
        for row, name, leg, number in rows
        if number is not None
    )


def office_owners(session: Session, event: Event, leg_id: int) -> tuple[tuple[int, str], ...]:
    """Return ids and names of the delegations that may get an office in a city: its counterparts without a place.

    Those that receive at their office come first. A city without counterparts that take part has those of everybody
    who goes to meetings there.
    """
    missing = {one.delegation_id for one in missing_offices(session, event)}
    owned = select(Place.owner_id).where(Place.event_id == event.id, col(Place.owner_id).is_not(None))
    here = select(Counterpart.organisation_id).where(
        Counterpart.event_id == event.id, Counterpart.leg_id == leg_id, col(Counterpart.merged_into_id).is_(None)
    )
    rows = session.exec(
        select(col(Delegation.id), col(Delegation.organisation_id).in_(here), col(Delegation.id).in_(owned))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Delegation.event_id == event.id, col(Category.has_meetings))
    ).all()
    asked = [row for row in rows if row[1]] or rows  # companies that travel only where no counterpart takes part
    open_to = {number for number, _, has_place in asked if not has_place}
    found = [
        (one.delegation_id, one.name)
        for one in read_travellers(session, event)
        if one.delegation_id in open_to and (not one.legs or leg_id in one.legs)
    ]
    return tuple(sorted(found, key=lambda one: (one[0] not in missing, fold(one[1]))))


def count_missing_offices(session: Session, event: Event) -> int:
    """Return how many counterparts are planned elsewhere than at the office at which they receive; no query at a forum.

    None of them can be visited before the organisers have added its office: any table of the city is theirs.
    """
    return len(missing_offices(session, event)) if event.kind is EventKind.MISSION else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MetOrganisation:
    """An organisation that is met, with what it has said of the door of its office."""

    organisation: Organisation
    door: str = ""


def other_sides(
    session: Session, event: Event, delegation_ids: Collection[int], *, visited_in: str, details: Mapping[str, Any]
) -> tuple[MetOrganisation, ...]:
    """Return whom one meets, and how to find them in the city where they are visited; an empty one for elsewhere.

    `details` are those of the published meeting: what they say of the door of another address is not told.
    """
    rows = session.exec(
        select(Organisation)
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .where(Delegation.event_id == event.id, col(Delegation.id).in_(delegation_ids))
        .order_by(col(Delegation.id))
    ).all()
    said = session.exec(
        select(Counterpart)
        .join(Leg, col(Leg.id) == col(Counterpart.leg_id))
        .where(
            Counterpart.event_id == event.id,
            Leg.name == visited_in,
            col(Counterpart.organisation_id).in_([row.id for row in rows]),
            col(Counterpart.merged_into_id).is_(None),
        )
    ).all()
    doors = {one.organisation_id: one.door for one in said if not is_elsewhere(details, one)}
    return tuple(MetOrganisation(organisation=row, door=doors.get(row_id(row), "")) for row in rows)
