"""Categories by membership: the tier of each organisation on the first day of an event, and who is in another one."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from matchmaker.base.tokens import content_token
from matchmaker.models import Category, CategoryTier, Community, Delegation, Event, Organisation, TierPeriod, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """A delegation whose category is not that of its membership."""

    delegation_id: int
    name: str
    tier: str
    before: int
    after: int
    """Ids of categories."""
    by_hand: bool
    """An organiser has chosen its category: it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """The tiers of a community and the categories of an event that they lead to."""

    tiers: tuple[str, ...]
    """In the order of the community."""
    categories: Mapping[int, str]
    """Names by id, in their order."""
    mapping: Mapping[str, int]
    moves: tuple[TierMove, ...]
    settled: int
    """Delegations in the category of their membership."""
    without: int
    """Delegations without a membership on that day, whose category stays."""

    @property
    def token(self) -> str:
        return content_token(sorted(self.mapping.items()))

    @property
    def following(self) -> tuple[TierMove, ...]:
        """Those who would change."""
        return tuple(move for move in self.moves if not move.by_hand)

    @property
    def kept(self) -> tuple[TierMove, ...]:
        """Those who were put where they are by hand."""
        return tuple(move for move in self.moves if move.by_hand)


def tier_mapping(session: Session, event: Event) -> dict[str, int]:
    """Return the category of each tier; empty where categories do not follow memberships."""
    rows = session.exec(select(CategoryTier).where(CategoryTier.event_id == event.id).order_by(col(CategoryTier.id)))
    return {row.tier: row.category_id for row in rows}


def tier_categories(session: Session, event: Event) -> dict[int | None, int]:
    """Return the category of each organisation whose tier on the first day of the event leads to one, by its id."""
    mapping = tier_mapping(session, event)
    if not mapping:
        return {}
    tiers = _tiers_of_day(session, event)
    return {organisation_id: mapping[tier] for organisation_id, tier in tiers.items() if tier in mapping}


def read_tiers(session: Session, event: Event, language: str) -> Tiers:
    """Return the tiers and who is in another category than that of its membership; five queries."""
    mapping = tier_mapping(session, event)
    categories = session.exec(
        select(Category).where(Category.event_id == event.id).order_by(col(Category.position), col(Category.id))
    ).all()
    tiers = _tiers_of_day(session, event)
    rows = session.exec(
        select(Delegation, Organisation.name)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Delegation.event_id == event.id, ~Delegation.withdrawn)
        .order_by(col(Organisation.name_key), col(Delegation.id))
    ).all()
    moves = [
        TierMove(
            delegation_id=row_id(delegation),
            name=name,
            tier=tier,
            before=delegation.category_id,
            after=mapping[tier],
            by_hand=delegation.category_by_hand,
        )
        for delegation, name in rows
        if (tier := tiers.get(delegation.organisation_id, "")) in mapping and mapping[tier] != delegation.category_id
    ]
    return Tiers(
        tiers=tuple(dict.fromkeys((*session.get_one(Community, event.community_id).tiers, *mapping))),
        categories={row_id(category): category.name(language) for category in categories},
        mapping=mapping,
        moves=tuple(moves),
        settled=sum(
            mapping.get(tiers.get(delegation.organisation_id, "")) == delegation.category_id for delegation, _ in rows
        ),
        without=sum(delegation.organisation_id not in tiers for delegation, _ in rows),
    )


def _tiers_of_day(session: Session, event: Event) -> dict[int, str]:
    """Return the tier of each member of the community on the first day of the event; of two, the newer one."""
    rows = session.exec(
        select(TierPeriod)
        .join(Organisation, col(Organisation.id) == col(TierPeriod.organisation_id))
        .where(
            Organisation.community_id == event.community_id,
            col(TierPeriod.starts_on) <= event.starts_on,
            or_(col(TierPeriod.ends_on).is_(None), col(TierPeriod.ends_on) >= event.starts_on),
        )
        .order_by(col(TierPeriod.starts_on), col(TierPeriod.id))
    )
    return {row.organisation_id: row.tier for row in rows}
