"""Databases for the tests: each test finds an empty, migrated one, on SQLite and on PostgreSQL; and what is quick."""

import gc
import importlib
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test
from sqlmodel import Session

from matchmaker.base.db import get_engine
from tests.builders import databases, examples
from tests.builders.paths import CATALOGUES

os.environ.setdefault("MATCHMAKER_MODE", "test")
os.environ.setdefault("MATCHMAKER_SECRET_KEY", "a secret that only the tests know about")
_numbers = count(1)
examples.register_profiles()
HERE = Path(__file__).parent
NOT_QUICK = (
    "browser",
    "interop",
    "processes",
    "matchmaker/base/test_config.py",
    "matchmaker/alerts/test_by_itself_at_once.py",
    "matchmaker/cli",
    "matchmaker/demo",
    "matchmaker/imports/test_files.py",
    "matchmaker/imports/test_what_a_refusal_shows.py",
    "matchmaker/inbox/test_hostile_mails.py",
    "matchmaker/inbox/test_mailbox.py",
    "matchmaker/inbox/test_pipe.py",
    "matchmaker/invitations",
    "matchmaker/jobs",
    "matchmaker/mail/test_killed.py",
    "matchmaker/mail/test_outbox.py",
    "matchmaker/programmes",
    "matchmaker/scheduling/test_solving.py",
    "solver/b2bsp",
    "solver/bench",
    "solver/cli",
    "solver/plan",
    "solver/proof",
    "solver/repair",
    "solver/search",
    "web/auth/test_form_fields.py",
    "web/calendar",
    "web/community",
    *(
        f"web/organiser/{room}"
        for room in ("campaigns", "changes", "imports", "mails", "papers", "publishing", "scheduling", "setup")
    ),
    "web/participant",
    "web/public",
)
"""Folders and files that start processes or servers, search for long, or look at pages in detail; every address is
asked for by `web/auth/test_permissions.py`."""

LONGEST_FIRST = ("browser", "processes", "solver", "interop")
"""Folders with the longest files: one that is begun last keeps a process busy while the others have ended."""

NOT_MEASURED = ("browser", "interop")
"""Folders in which coverage is not measured, as in `make coverage`: what others test already takes longer there."""


def pytest_sessionstart() -> None:
    """Refuse a clone whose sentences are not translated yet: dozens of tests would fail without saying why."""
    if not all(path.with_suffix(".mo").is_file() for path in CATALOGUES):
        raise pytest.UsageError("run make setup: translations are not compiled")


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Begin at the other end in the second of two processes: in a new clone each compiles one half to bytecode."""
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw1":
        below = [session.startpath / argument.partition("::")[0] for argument in session.config.args]
        paths = [path for place in below for path in (place.rglob("test_*.py") if place.is_dir() else [place])]
        for path in sorted((path for path in paths if path.is_relative_to(HERE)), reverse=True):
            # what cannot be imported is said when it is collected
            with suppress(Exception, pytest.skip.Exception):
                importlib.import_module(".".join(path.relative_to(HERE.parent).with_suffix("").parts))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, and mark: what coverage leaves out; what is quick, on one database, with no hypothesis."""
    places = {folder: place for place, folder in enumerate(LONGEST_FIRST)}
    # asked once a file: to ask it of each of 8,000 tests takes a second
    below = {path: path.relative_to(HERE) for path in {item.path for item in items}}
    listed = {path for path, own in below.items() if any(own.is_relative_to(one) for one in NOT_QUICK)}
    items.sort(key=lambda item: places.get(below[item.path].parts[0], len(places)))
    for item in items:
        if below[item.path].parts[0] in NOT_MEASURED:
            item.add_marker(pytest.mark.no_cover)
        thorough = is_hypothesis_test(getattr(item, "function", None))
        if not (item.path in listed or thorough or any(map(item.get_closest_marker, ("slow", "postgres")))):
            item.add_marker(pytest.mark.quick)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of garbage collection, which the package makes rare."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def database_folder() -> Iterator[Path]:
    """The folder of this process's databases."""
    with databases.fast_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def sqlite_template(database_folder: Path) -> Path:
    """A migrated, empty SQLite file to copy from."""
    return databases.make_template(database_folder / "template.sqlite")


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """The address of an empty, migrated SQLite database."""
    with databases.sqlite_database(sqlite_template, sqlite_template.with_name("test.sqlite")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_server(database_folder: Path) -> Iterator[str]:
    """A real PostgreSQL server with a migrated database called `template`; the address has %s for the name."""
    with databases.postgres_server(database_folder / "postgres") as address:
        yield address


@pytest.fixture(scope="session")
def _shared_postgres_url(postgres_server: str) -> Iterator[str]:
    with databases.postgres_database(postgres_server, "shared") as url:
        # held here: where many other addresses follow, the cache of engines forgets this one with open connections
        engine = get_engine(url)
        yield url
        engine.dispose()


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
