"""Which categories of an event may not wish for which, as rows and as conditions of statements."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as select_of

from matchmaker.models import CategoryExclusion, Delegation
from matchmaker.wishes.rules.exclusions import Exclusions


def read_exclusions(session: Session, event_id: int) -> Exclusions:
    """Return the pairs of categories (ids) of which the first may not wish for the second."""
    statement = select_of(CategoryExclusion.from_id, CategoryExclusion.to_id)
    rows = session.exec(statement.where(CategoryExclusion.event_id == event_id))
    return frozenset((one, other) for one, other in rows)


def may_not_wish(session: Session, from_category: int, to_category: int) -> bool:
    """Tell whether delegations of one category may not wish for those of another."""
    return bool(session.execute(select(excluded(from_category, to_category))).scalar_one())


def excluded(sender: Any, target: Any) -> ColumnElement[bool]:
    """Return the condition that the category `sender` may not wish for the category `target`; ids or columns."""
    return exists().where(col(CategoryExclusion.from_id) == sender, col(CategoryExclusion.to_id) == target)


def category_of(delegation_id: Any) -> Any:
    """Return the category of a delegation, a parameter or a column, as a part of a statement."""
    ours = aliased(Delegation)
    return select(col(ours.category_id)).where(col(ours.id) == delegation_id).scalar_subquery()
