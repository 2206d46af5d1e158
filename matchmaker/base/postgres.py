"""Connections to PostgreSQL: how many a process keeps, and a cursor that costs less."""

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

from psycopg import Column, Cursor
from psycopg.rows import TupleRow
from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlmodel import create_engine

CONNECTIONS = 15
"""Of one process; its threads wait for one. They stay open: beginning one costs as much as some pages."""
RESTED = 10.0
"""Seconds after which a connection is asked whether it still holds."""


def postgres_engine(url: str) -> Engine:
    """Return a new engine for an address of PostgreSQL."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,  # the one of a moment ago knows the statements
        connect_args={"cursor_factory": LateCursor},
    )
    _ask_idle_connections(engine)
    return engine


class LateCursor(Cursor[TupleRow]):
    """A cursor that describes the columns of a result when somebody looks.

    SQLAlchemy takes the description of each result and looks into the first one of a statement alone; making it takes
    as long as reading the row.
    """

    @property
    def description(self) -> Any:
        result = self.pgresult
        return _Columns(self.describe) if result and result.nfields else None

    def describe(self) -> Sequence[Column]:
        """Return the columns of the result that was read last."""
        return super().description or ()


class _Columns(Sequence[Column]):
    """The description of a result, made when it is looked into."""

    def __init__(self, describe: Callable[[], Sequence[Column]]) -> None:
        self._describe = describe

    def __len__(self) -> int:
        return len(self._describe())

    def __getitem__(self, index: Any) -> Any:
        return self._describe()[index]

    def __iter__(self) -> Iterator[Column]:
        return iter(self._describe())


def _ask_idle_connections(engine: Engine) -> None:
    """Ask a connection that has rested whether the server is still there, not one of a moment ago.

    SQLAlchemy's `pool_pre_ping` asks each time: one more round trip for every page.
    """

    @event.listens_for(engine, "checkin")
    def on_checkin(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, record: Any, _proxy: object) -> None:
        if monotonic() - record.info.get("rests_since", monotonic()) < RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error  # a new connection takes its place, and that of all others
