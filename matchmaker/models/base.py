"""Shared column types and conventions: constraint names, UTC instants, enumerations with CHECK."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Enum, Table, event
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import defer
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

T = TypeVar("T")

LARGEST_ID = 2**31 - 1
"""Largest primary key: a number above it would be refused by the database, with an error."""

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@event.listens_for(Table, "before_create")
def count_on(table: Table, _connection: Connection, **_: Any) -> None:
    """Make SQLite give each id once (AUTOINCREMENT), as PostgreSQL does: mails, links and journals know rows by id.

    It holds for the tables that migrations make or copy too. A key that is a foreign key is not counted.
    """
    if len(table.primary_key.columns) == 1:
        table.dialect_options["sqlite"]["autoincrement"] = True


def empty_list() -> list[Any]:
    """Return a new list: the default of a JSON column.

    For `list` itself pydantic parses a signature at each new row, which takes longer than all the rest.
    """
    return []


def first_epoch() -> int:
    """Return what a row's `feed_epoch` begins with: random, so that the address of one row never opens another.

    An address is signed over id and epoch. Ids are given once, but a restored backup counts on from its own last id.
    Small enough to be raised by 1 in a 32-bit column for ever.
    """
    return secrets.randbelow(2**30) + 1


class Instant(TypeDecorator[datetime]):
    """An aware datetime kept in UTC on every database (SQLite forgets zones by itself)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime must not reach the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TableWithConditions(SQLModel):
    """Base of a table with hybrid properties: true or false of a row, and a condition in a statement."""

    model_config = {"ignored_types": (hybrid_property,)}


def checked(enum: type[StrEnum], name: str = "") -> Any:
    """Return a column type that stores the values of `enum` as text with a CHECK constraint.

    `name` is the constraint's, for a second column of the same kind in a table.
    """
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=name or enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def required(value: T | None) -> T:
    """Return the value of a column that may be empty, but not in the rows at hand; raises `ValueError` if it is."""
    if value is None:
        raise ValueError("the column is empty")
    return value


class Numbered(Protocol):
    """A row with a primary key."""

    id: int | None


class OfEvent(Numbered, Protocol):
    """A row of one event."""

    event_id: int


def row_id(row: Numbered) -> int:
    """Return the primary key of a persistent row; raises `ValueError` for one that has not been flushed."""
    if row.id is None:
        raise ValueError("the row has not been saved yet")
    return row.id


def unloaded(column: Any) -> ORMOption:
    """Return the option of a statement that loads rows without a large column, until it is read."""
    return defer(column)
