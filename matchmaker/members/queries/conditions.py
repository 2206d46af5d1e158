"""Conditions on members, for statements: how memberships stand on a day, tags, words of a search."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, Text, and_, cast, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from matchmaker.members.rules.membership import MembershipState
from matchmaker.models import MemberTag, Organisation, TierPeriod

UNMERGED = col(Organisation.merged_into_id).is_(None)
"""An organisation that was merged into another one is no member of its own."""


def standing(community_id: int, today: date) -> Subquery:
    """Return, for each organisation of a community with periods, what decides how its membership stands on a day.

    Columns: `organisation_id`; `current` and `later`, how many periods hold on the day and begin after it; `ends_on`,
    the last day of the current one.
    """
    return (
        select(
            col(TierPeriod.organisation_id),
            func.count().filter(on_day(today)).label("current"),
            func.count().filter(col(TierPeriod.starts_on) > today).label("later"),
            func.max(col(TierPeriod.ends_on)).filter(on_day(today)).label("ends_on"),
        )
        .join(Organisation, col(Organisation.id) == col(TierPeriod.organisation_id))
        .where(col(Organisation.community_id) == community_id)
        .group_by(col(TierPeriod.organisation_id))
        .subquery("standing")
    )


def in_state(stands: Subquery, state: MembershipState, today: date, days: int) -> ColumnElement[bool]:
    """Return that a membership is in a state, where `stands` is joined to the left of its organisation.

    `rules.membership.membership` says the same of one organisation, but for `CURRENT`: here it holds those that end
    soon, too.
    """
    now, later = stands.c.current > 0, stands.c.later > 0
    limit = today + timedelta(days=days)
    conditions: dict[MembershipState, ColumnElement[bool]] = {
        MembershipState.CURRENT: now,
        MembershipState.ENDING: and_(now, ~later, stands.c.ends_on <= limit),
        MembershipState.ENDED: and_(~now, ~later),
        MembershipState.COMING: and_(~now, later),
        MembershipState.NONE: stands.c.organisation_id.is_(None),
    }
    return conditions[state]


def on_day(today: date) -> ColumnElement[bool]:
    """Return that a period holds on a day."""
    return and_(
        col(TierPeriod.starts_on) <= today, or_(col(TierPeriod.ends_on).is_(None), col(TierPeriod.ends_on) >= today)
    )


def is_member(community_id: int, today: date) -> ColumnElement[bool]:
    """Return that an organisation is a member on a day; each one is where the community keeps no memberships."""
    own = col(TierPeriod.organisation_id) == col(Organisation.id)
    current = exists().where(own, on_day(today)).correlate(Organisation)
    return or_(current, ~keeps_memberships(community_id))


def keeps_memberships(community_id: int) -> ColumnElement[bool]:
    """Return that any organisation of a community has, or had, a membership."""
    of_it = aliased(Organisation)
    periods = select(col(TierPeriod.id)).join(of_it, col(of_it.id) == col(TierPeriod.organisation_id))
    return periods.where(col(of_it.community_id) == community_id).correlate(None).exists()


def has_tier(tier: str, today: date) -> ColumnElement[bool]:
    """Return that an organisation has a tier on a day."""
    own = col(TierPeriod.organisation_id) == col(Organisation.id)
    return exists().where(own, on_day(today), col(TierPeriod.tier) == tier)


def has_tag(tag: str) -> ColumnElement[bool]:
    """Return that a community has put a word to an organisation."""
    return exists().where(col(MemberTag.organisation_id) == col(Organisation.id), col(MemberTag.tag) == tag)


def holds(column: Any, code: str) -> ColumnElement[bool]:
    """Return that a list of codes (JSON) holds one."""
    return cast(column, Text).contains(f'"{code}"', autoescape=True)


def any_of(texts: Sequence[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """Return that one of several folded texts holds one of several words."""
    return or_(*(text.contains(word, autoescape=True) for word in words for text in texts))
