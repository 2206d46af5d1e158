"""Row-level security of a partner: a session reads what belongs to the partner's own organisations, and nothing else.

One listener adds the conditions to every SELECT of the session, joins, subqueries and counts included. So a page, a
search, an export or a number cannot forget them. Which tables are limited follows from their foreign keys.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, event, false, inspect, or_, select
from sqlalchemy.orm import Mapper, ORMExecuteState, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlmodel import Session, SQLModel, col

from matchmaker.models import (
    AttachePage,
    Counterpart,
    Delegation,
    FollowUpAnswer,
    Guest,
    MeetingRating,
    MeetingReport,
    Organisation,
    Person,
    Place,
    Presentation,
    Registration,
    RepairSearch,
    ReviewMark,
    TimeSearch,
)

OPEN = frozenset({Place})
"""Of organisations too, but the same for everybody: the tables of the day."""
CLOSED: frozenset[type[SQLModel]] = frozenset(
    {
        AttachePage,
        Counterpart,
        FollowUpAnswer,
        Guest,
        MeetingRating,
        MeetingReport,
        RepairSearch,
        ReviewMark,
        TimeSearch,
    }
)
"""Read by no partner: counterparts, marks of the committee, what presentations cost in wishes at each time, repairs,
what people say of their meetings and answer later."""
LIMITED_TO = "limited_to"
"""Key of a session's `info`: the partner to whose organisations it is limited."""

_DELEGATION, _REGISTRATION = (inspect(model).local_table for model in (Delegation, Registration))


def limit_to_brought(session: Session, partner_id: int) -> None:
    """Let a session read only what belongs to the organisations that a partner (`EventStaff.id`) brings."""
    session.info[LIMITED_TO] = partner_id
    event.listen(session, "do_orm_execute", _limit)


def lift_limit(session: Session) -> None:
    """Let a session read everything again: for a command, which must see whom a change touches."""
    if session.info.pop(LIMITED_TO, None) is not None:
        event.remove(session, "do_orm_execute", _limit)


def _limit(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load:
        state.statement = state.statement.options(*_criteria(state.session.info[LIMITED_TO]))


@cache
def limited_models() -> tuple[type[SQLModel], ...]:
    """Return the tables with a column that points to a delegation or to a registration, and what both point to."""
    mappers = inspect(Delegation).registry.mappers
    pointing = sorted((mapper.class_ for mapper in mappers if _pointers(mapper)), key=lambda model: model.__name__)
    return (Delegation, Organisation, Person, *(model for model in pointing if model not in OPEN))


def _pointers(mapper: Mapper[Any]) -> tuple[tuple[str, FromClause], ...]:
    return tuple(
        (column.key, key.column.table)
        for column in mapper.local_table.columns
        for key in column.foreign_keys
        if key.column.table in (_DELEGATION, _REGISTRATION)
    )


def _criteria(partner_id: int) -> tuple[LoaderCriteriaOption, ...]:
    """Return the condition of each limited table; of a pair, one side that is the partner's own is enough."""
    brought = _DELEGATION.c.brought_by_id == partner_id
    delegations = select(_DELEGATION.c.id).where(brought)
    people = select(_REGISTRATION.c.id).where(_REGISTRATION.c.delegation_id.in_(delegations))
    conditions: dict[type[SQLModel], ColumnElement[bool]] = {
        Delegation: col(Delegation.brought_by_id) == partner_id,
        Organisation: col(Organisation.id).in_(select(_DELEGATION.c.organisation_id).where(brought)),
        Person: col(Person.id).in_(select(_REGISTRATION.c.person_id).where(_REGISTRATION.c.id.in_(people))),
    }
    for model in limited_models():
        if model not in conditions:
            conditions[model] = or_(
                *(
                    getattr(model, name).in_(delegations if table is _DELEGATION else people)
                    for name, table in _pointers(inspect(model))
                )
            )
    # what has a time stands in the programme, which everybody reads
    conditions[Presentation] |= col(Presentation.item_id).is_not(None)
    conditions |= dict.fromkeys(CLOSED, false())
    return tuple(
        with_loader_criteria(model, condition, include_aliases=True) for model, condition in conditions.items()
    )
