"""Several people of an event at once: whom a withdrawal, a return or another category concerns, and who is left out."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.base.tokens import content_token
from matchmaker.models import Category, Delegation, Event, Organisation, Person, Registration, Wish, row_id
from matchmaker.registrations.queries.impact import AgendaImpact, withdrawal_impact
from matchmaker.registrations.queries.person import Registered
from matchmaker.registrations.rules import NotConcerned
from matchmaker.releases.queries.published import standing_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Some people whose withdrawal, or return, is noted at once; by name."""

    concerned: tuple[Registered, ...]
    left_out: tuple[tuple[Registered, NotConcerned], ...]
    unknown: int
    """How many of the ids are of nobody at the event."""
    impact: AgendaImpact
    """Of those who are concerned."""

    @property
    def token(self) -> str:
        """Token of whom it concerns and what is touched, for optimistic locking."""
        return content_token([one.id for one in self.concerned], self.impact.token)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryMoves:
    """What becomes of some organisations that are to be in one category; names of the organisations by name."""

    moving: tuple[tuple[int, str, str], ...]
    """Id of the delegation, organisation, code of its category before."""
    there: tuple[str, ...]
    """Those that are in it already."""
    meeting: tuple[str, ...]
    """Those that stay: they have published meetings, and the category has none."""
    people: int
    """Who take part for those that move, ticked or not."""
    over: tuple[tuple[str, int], ...]
    """Organisations with more wishes than the category allows, and how many they have."""
    published: int
    """Published meetings of those that move."""

    @property
    def token(self) -> str:
        """Token of what is said of them, for optimistic locking."""
        return content_token(self.moving, self.there, self.meeting, self.over, self.published)


def read_several(session: Session, event: Event, ids: Collection[int], language: str, *, withdrawn: bool) -> Several:
    """Return whom of some registrations a withdrawal concerns, or a return of those who are `withdrawn`."""
    rows = session.exec(
        select(Registration, Person, Delegation, Organisation)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.id).in_(ids), Registration.event_id == event.id)
        .order_by(col(Person.last_name), col(Person.first_name), col(Registration.id))
    ).all()
    categories = {row_id(one): one for one in session.exec(select(Category).where(Category.event_id == event.id))}
    people = [Registered(*row, categories[row[2].category_id]) for row in rows]
    reasons = [(one, _why_return(one) if withdrawn else _why_withdraw(one)) for one in people]
    concerned = tuple(one for one, why in reasons if why is None)
    return Several(
        concerned=concerned,
        left_out=tuple((one, why) for one, why in reasons if why is not None),
        unknown=len(set(ids)) - len(people),
        impact=withdrawal_impact(session, [one.registration for one in concerned], language),
    )


def _why_withdraw(one: Registered) -> NotConcerned | None:
    return NotConcerned.WITHDRAWN if one.withdrawn else None


def _why_return(one: Registered) -> NotConcerned | None:
    if one.registration.withdrawn:
        return None
    return NotConcerned.ORGANISATION if one.delegation.withdrawn else NotConcerned.THERE


def read_moves(session: Session, event: Event, ids: Collection[int], category: Category) -> CategoryMoves:
    """Return what becomes of the organisations of some registrations if they are put into a category of the event."""
    chosen = select(Registration.delegation_id).where(col(Registration.id).in_(ids), Registration.event_id == event.id)
    rows = session.exec(
        select(Delegation.id, Organisation.name, Category.code)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(col(Delegation.id).in_(chosen))
        .order_by(col(Organisation.name_key), col(Delegation.id))
    ).all()
    standing = standing_pairs(session, row_id(event))
    met = set() if category.has_meetings else {side for pair in standing for side in pair}
    others = [(number, name, code) for number, name, code in rows if number is not None and code != category.code]
    moving = tuple(row for row in others if row[0] not in met)
    ids_moving = {number for number, _, _ in moving}
    people = select(func.count()).where(
        col(Registration.delegation_id).in_(ids_moving),
        ~Registration.withdrawn,
    )
    return CategoryMoves(
        moving=moving,
        there=tuple(name for _, name, code in rows if code == category.code),
        meeting=tuple(name for number, name, _ in others if number in met),
        people=session.exec(people).one(),
        over=_over_limit(session, category, ids_moving),
        published=sum(not ids_moving.isdisjoint(pair) for pair in standing),
    )


def _over_limit(session: Session, category: Category, delegations: Collection[int]) -> tuple[tuple[str, int], ...]:
    """Return the organisations whose wishes are more than the category allows; a limit of their own comes first."""
    limit = func.coalesce(Delegation.wish_limit, category.wish_limit)
    rows = session.exec(
        select(Organisation.name, func.count(col(Wish.id)))
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .join(Wish, col(Wish.from_id) == col(Delegation.id))
        .where(col(Delegation.id).in_(delegations))
        .group_by(col(Delegation.id), col(Organisation.name), col(Organisation.name_key))
        .having(func.count(col(Wish.id)) > limit)
        .order_by(col(Organisation.name_key), col(Delegation.id))
    ).all()
    return tuple((name, number) for name, number in rows)
