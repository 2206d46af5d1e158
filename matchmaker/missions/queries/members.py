"""Who comes along to which city: the delegations of a mission with their legs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Attendance,
    Audience,
    Category,
    Delegation,
    Event,
    LegMember,
    Organisation,
    ProgrammeItem,
    Registration,
    Venue,
    row_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """A delegation, and the legs in which it takes part; none for all of them."""

    delegation_id: int
    name: str
    category_id: int
    legs: frozenset[int]


def read_travellers(session: Session, event: Event) -> tuple[Traveller, ...]:
    """Return the delegations that take part, by category and name; two queries, whatever their number."""
    rows = session.exec(
        select(Delegation, Organisation.name, Category.position)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Delegation.event_id == event.id, ~Delegation.withdrawn)
    ).all()
    legs: dict[int, set[int]] = {}
    of_event = select(LegMember).join(Delegation, col(Delegation.id) == col(LegMember.delegation_id))
    for member in session.exec(of_event.where(Delegation.event_id == event.id)).all():
        legs.setdefault(member.delegation_id, set()).add(member.leg_id)
    return tuple(
        Traveller(
            delegation_id=row_id(delegation),
            name=name,
            category_id=delegation.category_id,
            legs=frozenset(legs.get(row_id(delegation), ())),
        )
        for delegation, name, _position in sorted(rows, key=lambda row: (row[2], row[0].category_id, fold(row[1])))
    )


def travellers_token(travellers: Iterable[Traveller]) -> str:
    """Return the token of who comes along where (optimistic locking)."""
    return content_token([(one.delegation_id, sorted(one.legs)) for one in travellers])


def going_both(travellers: Iterable[Traveller], one: int, other: int) -> tuple[Traveller, ...]:
    """Return those who take part in two legs (ids)."""
    return tuple(each for each in travellers if not each.legs or {one, other} <= each.legs)


@dataclass(frozen=True, slots=True)
class LeftItem:
    """A programme item of a city, with those of its people (registrations) whose company is no longer there."""

    item: ProgrammeItem
    people: tuple[int, ...]

    @property
    def token(self) -> str:
        """What a reader has seen of it."""
        return content_token(row_id(self.item), self.people)


def items_left(
    session: Session, event: Event, every: Collection[int], chosen: Mapping[int, Collection[int]]
) -> tuple[LeftItem, ...]:
    """Return the items for chosen people, by time, that delegations leave with the cities in which they are no longer.

    Those that take place in such a city, begin there or end there. `every` are the legs of `event`, `chosen` the legs
    by delegation as they would be.
    """
    gone = {
        one.delegation_id: left
        for one in read_travellers(session, event)
        if (left := (one.legs or frozenset(every)).difference(chosen.get(one.delegation_id, every)))
    }
    rows = session.exec(
        select(ProgrammeItem, Venue.leg_id, Registration)
        .join(Venue, col(Venue.id) == col(ProgrammeItem.venue_id))
        .join(Attendance, col(Attendance.item_id) == col(ProgrammeItem.id))
        .join(Registration, col(Registration.id) == col(Attendance.registration_id))
        .where(col(Registration.delegation_id).in_(gone), ProgrammeItem.audience == Audience.CHOSEN)
        .order_by(col(ProgrammeItem.starts_at), col(ProgrammeItem.id), col(Registration.id))
    ).all()
    found: dict[int, tuple[ProgrammeItem, list[int]]] = {}
    for item, leg_id, registration in rows:
        if gone[registration.delegation_id] & {leg_id, item.to_leg_id}:
            found.setdefault(row_id(item), (item, []))[1].append(row_id(registration))
    return tuple(LeftItem(item, tuple(people)) for item, people in found.values())


def by_name(travellers: Iterable[Traveller]) -> Mapping[int, str]:
    """Return the names by the ids of the delegations."""
    return {one.delegation_id: one.name for one in travellers}
