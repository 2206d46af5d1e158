"""A new event as a copy of an earlier one: structure, rules and, where wished, its people as those to invite."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from matchmaker.models import (
    Act,
    Category,
    Community,
    Delegation,
    Event,
    Leg,
    LegMember,
    Place,
    Registration,
    Staff,
    enrolled,
    record,
    row_id,
)
from matchmaker.setup.commands.archives import Restored, build_event
from matchmaker.setup.queries.archive import read_archive
from matchmaker.setup.queries.earlier import earlier_event

OWN = {"id", "created_at", "event_id", "brought_by_id", "removed_wish"}
"""What each delegation has for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOfEvent:
    """What differs from the earlier event."""

    earlier_id: int
    name: str
    starts_on: date
    people: bool
    """Whether its people are registered as invited; none of them is mailed before an organiser does it."""


def copy_event(session: Session, community: Community, new: CopyOfEvent, *, staff: Staff) -> Event:
    """Make an event in preparation like an earlier one that `staff` organises, its days moved to `starts_on`.

    Copied: what an archive holds (cities, venues, travel times, blocks, tables and booths with what is closed,
    categories with their rules, settings, programme items for everybody, the registration form with the questions that
    are asked and the call for presentations, both closed, their last days moved along). Not copied: presentations,
    requests to be registered, wishes, answers, times, schedules, mails, the team.
    Raises `NotFound` for an event of elsewhere, and `InvalidInput` for a day that has passed or a name that is taken.
    """
    earlier = earlier_event(session, community, new.earlier_id, staff)
    archive = read_archive(session, earlier)
    made = build_event(session, community, archive, name=new.name, starts_on=new.starts_on, staff=staff)
    record(session, staff.name, Act.COPY_EVENT, event_id=row_id(made.event), earlier=earlier.name)
    if new.people:
        _take_people(session, earlier, made)
    session.flush()
    return made.event


def _take_people(session: Session, earlier: Event, made: Restored) -> None:
    """Register who took part in the earlier event as invited, with the same category, limits and booth."""
    event_id = row_id(made.event)
    rows = session.exec(
        select(Registration, Delegation, Category.code)
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Registration.event_id == earlier.id, enrolled())
        .order_by(col(Registration.id))
    ).all()
    copies: dict[int, Delegation] = {}
    for _registration, delegation, code in rows:
        values = delegation.model_dump(exclude=OWN) | {"event_id": event_id, "category_id": made.categories[code]}
        copies.setdefault(row_id(delegation), Delegation(**values))
    session.add_all(copies.values())
    session.flush()
    for registration, delegation, _code in rows:
        session.add(
            Registration(
                event_id=event_id,
                person_id=registration.person_id,
                delegation_id=row_id(copies[row_id(delegation)]),
                role=registration.role,
                interprets=registration.interprets,
            )
        )
    along = (
        select(LegMember.delegation_id, Leg.name)
        .join(Leg, col(Leg.id) == col(LegMember.leg_id))
        .where(Leg.event_id == earlier.id)
    )
    for delegation_id, city in session.exec(along).all():
        if delegation_id in copies:
            session.add(LegMember(leg_id=made.legs[city], delegation_id=row_id(copies[delegation_id])))
    for place in session.exec(select(Place).where(Place.event_id == earlier.id)).all():
        if place.owner_id in copies:
            made.places[place.code].owner_id = row_id(copies[place.owner_id])
