"""Reading for a page that changes nothing: rows and objects without the bookkeeping of the ORM.

The ORM takes as long again as the question itself, and longer for objects: it notes each of them, to write its changes
and to give the same one for the same row. A session `by_statement` has no use for that. Any other session is asked as
always: it may have something to flush, and be limited to some rows (`matchmaker/communities/row_security.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import CompoundSelect, Result, Select, inspect
from sqlmodel import Session, SQLModel
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base.db import BY_STATEMENT

STATEMENTS = 512
"""Statements whose reading is remembered; each is made once by a function with `@cache`."""
T = TypeVar("T")
_Part = Callable[[Sequence[Any]], Any]


def ask(
    session: Session,
    statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]],
    parameters: Mapping[str, Any],
) -> Result[*tuple[Any, ...]]:
    """Return the rows of a statement that reads columns and no objects."""
    if session.info.get(BY_STATEMENT):
        return session.connection().execute(statement, parameters)
    return session.execute(statement, parameters)


def read(session: Session, statement: SelectOfScalar[T], parameters: Mapping[str, Any]) -> Sequence[T]:
    """Return the objects of a statement that is made once, as `session.exec` does.

    Those of a session `by_statement` are for reading: they have all their columns, and none of them can be set.
    """
    if not session.info.get(BY_STATEMENT):
        return session.exec(statement, params=parameters).all()
    columns, (part,) = _columns_and_makers(statement)
    return [part(row) for row in session.connection().execute(columns, parameters).all()]


def read_rows(
    session: Session, statement: Select[*tuple[Any, ...]], parameters: Mapping[str, Any]
) -> Sequence[tuple[Any, ...]]:
    """Return the tuples of a statement that is made once: objects as of `read`, and values."""
    if not session.info.get(BY_STATEMENT):
        return [tuple(row) for row in session.execute(statement, parameters)]
    columns, parts = _columns_and_makers(statement)
    return [tuple(part(row) for part in parts) for row in session.connection().execute(columns, parameters).all()]


@lru_cache(STATEMENTS)
def _columns_and_makers(statement: Any) -> tuple[Select[*tuple[Any, ...]], tuple[_Part, ...]]:
    """Return the statement with columns in place of objects, and what makes each value of its result from a row."""
    columns: list[Any] = []
    parts: list[_Part] = []
    for described in statement.column_descriptions:
        model, first = described["expr"], len(columns)
        if isinstance(model, type) and issubclass(model, SQLModel):
            names = tuple(column.key for column in inspect(model).column_attrs)
            columns += [getattr(model, name) for name in names]
            parts.append(partial(_untracked_object, model, names, slice(first, len(columns))))
        else:
            columns.append(model)
            parts.append(itemgetter(first))
    return statement.with_only_columns(*columns, maintain_column_froms=True), tuple(parts)


def _untracked_object(
    model: type[SQLModel], names: tuple[str, ...], where: slice, row: Sequence[Any]
) -> SQLModel | None:
    """Return the object in some columns of a row; None where an outer join has found none."""
    values = dict(zip(names, row[where], strict=True))
    if values["id"] is None:
        return None
    found: SQLModel = model.__new__(model)
    found.__dict__.update(values)
    return found
