"""Who comes along to which city: the delegations of a mission with their legs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.models import Category, Delegation, Event, LegMember, Organisation, row_id


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


def by_name(travellers: Iterable[Traveller]) -> Mapping[int, str]:
    """Return the names by the ids of the delegations."""
    return {one.delegation_id: one.name for one in travellers}
