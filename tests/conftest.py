"""Databases for the tests: each test finds an empty, migrated one, on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import Session

from matchmaker.base.db import get_engine
from tests.builders import databases

os.environ.setdefault("MATCHMAKER_MODE", "test")
os.environ.setdefault("MATCHMAKER_SECRET_KEY", "a secret that only the tests know about")
_numbers = count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from."""
    return databases.make_template(tmp_path_factory.mktemp("sqlite") / "template.sqlite")


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """The address of an empty, migrated SQLite database."""
    with databases.sqlite_database(sqlite_template, sqlite_template.with_name("test.sqlite")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL server with a migrated database called `template`; the address has %s for the name."""
    with databases.postgres_server() as address:
        yield address


@pytest.fixture(scope="session")
def _shared_postgres_url(postgres_server: str) -> Iterator[str]:
    with databases.postgres_database(postgres_server, "shared") as url:
        yield url


@pytest.fixture
def postgres_url(_shared_postgres_url: str) -> Iterator[str]:
    """The address of an empty, migrated PostgreSQL database, which the next test gets too."""
    yield _shared_postgres_url
    databases.empty(_shared_postgres_url)


@pytest.fixture
def own_postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty, migrated PostgreSQL database whose tables may be changed."""
    with databases.postgres_database(postgres_server, f"own_{next(_numbers)}") as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database: once SQLite, once PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """A session on an empty, migrated database (SQLite, then PostgreSQL)."""
    with Session(get_engine(database_url), expire_on_commit=False) as session:
        yield session
        session.rollback()
