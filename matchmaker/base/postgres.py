"""Connections to PostgreSQL: how many a process keeps, what they remember, and a cursor that costs less."""

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

from psycopg import Column, Cursor
from psycopg.rows import TupleRow
from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlmodel import create_engine

CONNECTIONS = 11
"""Of one process; its threads wait for one. They stay open: beginning one costs as much as some pages."""
READERS = 4
"""Of one process besides these, for `statement_engine`: the fewer, the better each knows the statements."""
REMEMBERED = 500
"""Statements that each of `READERS` keeps prepared: all of their pages."""
RESTED = 10.0
"""Seconds after which a connection is asked whether it still holds."""


def postgres_engine(url: str) -> Engine:
    """Return a new engine for an address of PostgreSQL."""
    return _engine(url, CONNECTIONS)


def statement_engine(url: str) -> Engine:
    """Return a new engine whose statements are read one by one, without a transaction, and planned once.

    By itself psycopg has a statement planned anew five times before it prepares it, and PostgreSQL five times more
    before it keeps a plan: on each connection.
    """
    engine = _engine(url, READERS, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.prepare_threshold, connection.prepared_max = 0, REMEMBERED
        # behind a pooler in transaction mode it may hold for other connections too, which does no harm
        connection.execute("SET plan_cache_mode = force_generic_plan")

    return engine


def _engine(url: str, connections: int, **options: Any) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_use_lifo=True,  # the one of a moment ago knows the statements
        connect_args={"cursor_factory": LateCursor},
        **options,
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
