"""Which categories may wish for which, with the wishes that there are between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.base.tokens import content_token
from matchmaker.models import Category, Delegation, Event, Wish, row_id
from matchmaker.wishes.queries.exclusions import read_exclusions
from matchmaker.wishes.rules.exclusions import Exclusions

Wishes = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRules:
    """The categories with meetings, and what stands between each two of them, by ids: the first asks the second."""

    names: Mapping[int, str]
    """Of each category, in their order."""
    exclusions: Exclusions
    wishes: Wishes
    """How many there are; of delegations that have withdrawn, none."""

    @property
    def token(self) -> str:
        return exclusions_token(self.exclusions)

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every direction, a category with itself as well."""
        return tuple(product(self.names, self.names))

    @property
    def hidden(self) -> Exclusions:
        """The exclusions of categories that have no meetings today."""
        return frozenset(pair for pair in self.exclusions if not set(pair) <= self.names.keys())

    def targets(self, category_id: int) -> tuple[int, ...]:
        """Return the categories that one may ask."""
        return tuple(other for other in self.names if (category_id, other) not in self.exclusions)


def exclusions_token(exclusions: Exclusions) -> str:
    """Return the token of what a form of exclusions begins with (optimistic locking)."""
    return content_token(sorted(exclusions))


def read_meeting_rules(session: Session, event: Event, language: str) -> MeetingRules:
    """Return the rules with names in `language`; three queries, whatever the size of the event."""
    categories = session.exec(
        select(Category)
        .where(Category.event_id == event.id, col(Category.has_meetings).is_(True))
        .order_by(col(Category.position), col(Category.id))
    ).all()
    sender, target = aliased(Delegation), aliased(Delegation)
    rows = session.exec(
        select(col(sender.category_id), col(target.category_id), func.count())
        .select_from(Wish)
        .join(sender, col(sender.id) == col(Wish.from_id))
        .join(target, col(target.id) == col(Wish.to_id))
        .where(col(Wish.event_id) == event.id, col(sender.withdrawn_at).is_(None), col(target.withdrawn_at).is_(None))
        .group_by(col(sender.category_id), col(target.category_id))
    ).all()
    return MeetingRules(
        names={row_id(category): category.name(language) for category in categories},
        exclusions=read_exclusions(session, row_id(event)),
        wishes={(one, other): number for one, other, number in rows},
    )
