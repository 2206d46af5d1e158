"""Lengths of texts: checked before a row is written, the same on every database.

PostgreSQL refuses a text that is longer than its column with an error of the database, SQLite takes it. Forms and
imports check lengths beside the field; this is what holds where nobody has thought of it.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Enum, event, inspect
from sqlalchemy.orm import Mapper

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_


@cache
def _limits(mapper: Mapper[Any]) -> tuple[tuple[str, int], ...]:
    """Return the attributes of a table that are texts of a bounded length, with it."""
    return tuple(
        (attribute.key, length)
        for attribute in mapper.column_attrs
        for column in attribute.columns
        if (length := getattr(column.type, "length", None)) and not isinstance(column.type, Enum)
    )


@event.listens_for(Mapper, "before_insert")
@event.listens_for(Mapper, "before_update")
def _check_lengths(mapper: Mapper[Any], _connection: Connection, row: object) -> None:
    """Raise `InvalidInput` for a new text that is too long; one that SQLite has taken before stays."""
    values = row.__dict__
    for name, most in _limits(mapper):
        text = values.get(name)
        if isinstance(text, str) and len(text) > most and inspect(row).attrs[name].history.has_changes():
            raise InvalidInput(
                N_("“%(text)s” is too long: at most %(limit)d characters."), text=f"{text[:40]}…", limit=most
            )
