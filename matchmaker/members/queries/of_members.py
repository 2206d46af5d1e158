"""Memberships and tags of some organisations, each read with one statement."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker.models import MemberTag, TierPeriod


def periods_of(session: Session, ids: Sequence[int]) -> dict[int, list[TierPeriod]]:
    """Return the periods of organisations by id, in order of time."""
    found: defaultdict[int, list[TierPeriod]] = defaultdict(list)
    statement = select(TierPeriod).where(col(TierPeriod.organisation_id).in_(ids))
    for period in session.scalars(statement.order_by(col(TierPeriod.starts_on), col(TierPeriod.id))):
        found[period.organisation_id].append(period)
    return found


def tags_of(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the community's words for organisations by id, in the order of the alphabet."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    statement = select(MemberTag).where(col(MemberTag.organisation_id).in_(ids)).order_by(col(MemberTag.tag))
    for tag in session.scalars(statement):
        found[tag.organisation_id].append(tag.tag)
    return {organisation_id: tuple(tags) for organisation_id, tags in found.items()}
