"""Engine and sessions for SQLite (embedded) and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

from matchmaker.base.config import get_config
from matchmaker.base.files import private_file

THREADS = 64
"""Of one web process: each may hold a connection, and opening one to SQLite costs more than what a page reads."""


def _prepare_sqlite(engine: Engine) -> None:
    """Set the pragmas of each SQLite connection, and take the write lock at BEGIN (BEGIN IMMEDIATE).

    pysqlite's own transaction handling begins late, so that a transaction which reads before it writes fails at
    once with SQLITE_BUSY under concurrency; BEGIN IMMEDIATE waits its turn instead.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
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
        return engine
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20)


def open_session(*, read_only: bool = False, url: str | None = None) -> Session:
    """Return a new session; `read_only` ones take no write lock on SQLite.

    They have a transaction on PostgreSQL too: pages that try something out write, and take it back by its end.
    """
    engine = get_engine(url or get_config().sqlalchemy_url)
    if read_only:
        engine = engine.execution_options(read_only=True)
    return Session(engine, expire_on_commit=False)


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
