"""Organisations that a partner brings to an event, and how far each has come."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.models import Delegation, Event, EventStaff, Organisation, Registration, Wish, enrolled, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtOrganisation:
    """An organisation of an event as the partner sees it who brings it: how far it has come, and no person."""

    delegation_id: int
    name: str
    withdrawn: bool
    people: int
    agreed: int
    """How many of its people have accepted the terms."""
    ready: int
    """How many have a complete card."""
    wishes: int
    """Made by it."""


def read_brought(session: Session, event: Event, staff_id: int) -> tuple[BroughtOrganisation, ...]:
    """Return the organisations that a partner brings to the event, by name."""
    rows = session.exec(
        select(Delegation, Organisation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(EventStaff, col(EventStaff.id) == col(Delegation.brought_by_id))
        .where(Delegation.event_id == event.id, EventStaff.staff_id == staff_id)
    ).all()
    ids = [row_id(delegation) for delegation, _ in rows]
    people = session.exec(select(Registration).where(col(Registration.delegation_id).in_(ids), enrolled())).all()
    made = dict(
        session.exec(
            select(Wish.from_id, func.count()).where(col(Wish.from_id).in_(ids)).group_by(col(Wish.from_id))
        ).all()
    )
    found = (
        BroughtOrganisation(
            delegation_id=row_id(delegation),
            name=organisation.name,
            withdrawn=delegation.withdrawn,
            people=len(own := [one for one in people if one.delegation_id == delegation.id]),
            agreed=sum(one.agreed_at is not None for one in own),
            ready=sum(one.card_done_at is not None for one in own),
            wishes=made.get(row_id(delegation), 0),
        )
        for delegation, organisation in rows
    )
    return tuple(sorted(found, key=lambda one: (fold(one.name), one.delegation_id)))


def delegations_to_bring(session: Session, event: Event, staff_id: int) -> tuple[tuple[int, str, bool], ...]:
    """Return id and name of all organisations of the event, by name, and whether this partner brings each."""
    own = select(EventStaff.id).where(EventStaff.event_id == event.id, EventStaff.staff_id == staff_id)
    rows = session.exec(
        select(Delegation.id, Organisation.name, col(Delegation.brought_by_id).in_(own))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Delegation.event_id == event.id)
    ).all()
    found = ((number, name, bool(brings)) for number, name, brings in rows if number is not None)
    return tuple(sorted(found, key=lambda row: (fold(row[1]), row[0])))


def brought_token(delegation_ids: Collection[int]) -> str:
    """Return the token of the organisations that a partner brings, or will bring."""
    return content_token(sorted(delegation_ids))
