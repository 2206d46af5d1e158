"""Engine and sessions for SQLite (embedded) and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlmodel import Session, create_engine

from matchmaker.base.config import get_config
from matchmaker.base.files import private_file
from matchmaker.base.marks import mark_changes

THREADS = 64
"""Of one web process: each may hold a connection, and opening one to SQLite costs more than what a page reads."""
PRAGMAS = (
    *("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"),
    # the file is read where the system keeps it anyway (memory-mapped, bytes), not copied for each connection
    "mmap_size=268435456",
)
"""Settings of each connection to SQLite."""
BY_STATEMENT = "by_statement"
"""Key of a session's `info`: it changes nothing, so that there is never anything to flush before it reads."""
RESTED = 10.0
"""Seconds after which a connection to PostgreSQL is asked whether it still holds."""


def _prepare_sqlite(engine: Engine) -> None:
    """Set the pragmas of each SQLite connection, and take the write lock at BEGIN (BEGIN IMMEDIATE).

    pysqlite's own transaction handling begins late, so that a transaction which reads before it writes fails at
    once with SQLITE_BUSY under concurrency; BEGIN IMMEDIATE waits its turn instead.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        if connection.get_execution_options().get("read_only"):
            # takes no lock, so that it can neither wait nor fail
            connection.connection.driver_connection.execute("BEGIN")
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")


@lru_cache(maxsize=8)
def get_engine(url: str) -> Engine:
    """Return the engine for `url`, one per process and address.

    Its errors, which end in logs, name the statement but not its values: these are people's.
    """
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        if path and path != ":memory:":
            private_file(Path(path))
        engine = create_engine(url, hide_parameters=True, pool_size=THREADS)
        _prepare_sqlite(engine)
        mark_changes(engine)
        return engine
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=20)
    _ask_idle_connections(engine)
    mark_changes(engine)
    return engine


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


def open_session(*, read_only: bool = False, by_statement: bool = False, url: str | None = None) -> Session:
    """Return a new session; `read_only` ones take no write lock on SQLite.

    They have a transaction on PostgreSQL too: pages that try something out write, and take it back by its end. With
    `by_statement` there is none, as nothing is tried out: each statement sees what is committed, which is all that
    a transaction at the level READ COMMITTED gives. That saves two round trips a page.
    """
    engine = get_engine(url or get_config().sqlalchemy_url)
    if read_only:
        engine = engine.execution_options(read_only=True)
        if by_statement and engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    session = Session(engine, expire_on_commit=False)
    session.info[BY_STATEMENT] = read_only and by_statement
    return session


@contextmanager
def transaction(url: str | None = None) -> Iterator[Session]:
    """Yield a session that commits at the end of the block, or rolls back if an exception leaves it."""
    with open_session(url=url) as session:
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
