"""Last ids that SQLite has given, across migrations."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_RAISE = text("UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :table")
_ADD = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")


@contextmanager
def ids_given_once(connection: Connection) -> Iterator[None]:
    """Keep the last ids of all tables: a table that a migration copies knows only those of the rows that are there."""
    if connection.dialect.name != "sqlite":
        yield
        return
    before = _last_ids(connection)
    yield
    for table in before.keys() & _tables(connection):
        count_above(connection, table, before[table])


def count_above(connection: Connection, table: str, last: int) -> None:
    """Let SQLite give ids above `last` in a table, and above those that it has given already."""
    values = {"table": table, "last": last}
    if connection.execute(_RAISE, values).rowcount == 0:
        connection.execute(_ADD, values)


def _last_ids(connection: Connection) -> dict[str, int]:
    if "sqlite_sequence" not in _tables(connection):
        return {}
    return dict(connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all())


def _tables(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
