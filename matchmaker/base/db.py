"""Engine and sessions for SQLite (embedded) and PostgreSQL."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

from matchmaker.base.config import get_config
from matchmaker.base.files import private_file
from matchmaker.base.marks import mark_changes

ADDRESSES = 8
"""Of one process whose engines are kept; an installation has one."""
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


@dataclass(frozen=True, slots=True)
class _Engines:
    """Of one address: making one for each session takes SQLAlchemy as long as a statement.

    They share their connections, but for those of `by_statement` on PostgreSQL, which are its own.
    """

    writing: Engine
    reading: Engine
    by_statement: Engine


_LOCK = Lock()
_KNOWN: OrderedDict[str, _Engines] = OrderedDict()


def get_engine(url: str) -> Engine:
    """Return the engine for `url`, one per process and address.

    Its errors, which end in logs, name the statement but not its values: these are people's.
    """
    return _engines(url).writing


def _engines(url: str) -> _Engines:
    """Return the engines of an address; of those that are forgotten for it the idle connections are closed."""
    with _LOCK:
        if url not in _KNOWN:
            _KNOWN[url] = _make_engines(url)
            if len(_KNOWN) > ADDRESSES:
                _KNOWN.popitem(last=False)[1].writing.dispose()
        _KNOWN.move_to_end(url)
        return _KNOWN[url]


def _make_engines(url: str) -> _Engines:
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        if path and path != ":memory:":
            private_file(Path(path))
        engine = create_engine(url, hide_parameters=True, pool_size=THREADS)
        _prepare_sqlite(engine)
    else:
        from matchmaker.base import postgres  # loads psycopg, which SQLite needs not

        engine = postgres.postgres_engine(url)
    mark_changes(engine)
    reading = engine.execution_options(read_only=True)
    if url.startswith("sqlite"):
        return _Engines(engine, reading, reading)
    by_statement = postgres.statement_engine(url)
    event.listen(engine, "engine_disposed", lambda _engine: by_statement.dispose())
    return _Engines(engine, reading, by_statement)


def open_session(*, read_only: bool = False, by_statement: bool = False, url: str | None = None) -> Session:
    """Return a new session; `read_only` ones take no write lock on SQLite.

    They have a transaction on PostgreSQL too: pages that try something out write, and take it back by its end. With
    `by_statement` there is none, as nothing is tried out: each statement sees what is committed, which is all that
    a transaction at the level READ COMMITTED gives. That saves two round trips a page.
    """
    engines = _engines(url or get_config().sqlalchemy_url)
    reading = engines.by_statement if by_statement else engines.reading
    session = Session(reading if read_only else engines.writing, expire_on_commit=False)
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
