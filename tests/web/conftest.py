"""The application on a migrated SQLite file, and browsers in which somebody is logged in."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import Session

from matchmaker.base.config import Config, get_config
from matchmaker.models import Person, Registration, Staff
from tests.builders.web import log_in_as, shared_app
from web.auth.identity import ParticipantUser, StaffUser


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Pages are tested on SQLite; what depends on the database is tested below them."""
    return sqlite_url


@pytest.fixture
def config(database_url: str, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Config]:
    """The configuration of the process: services find the same database as the pages."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("MATCHMAKER_DATA", str(tmp_path))
    monkeypatch.setenv("MATCHMAKER_MODE", "test")
    get_config.cache_clear()
    yield get_config()
    get_config.cache_clear()


@pytest.fixture
def app(config: Config, session: Session) -> Flask:
    return shared_app(config, session)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def as_participant(session: Session) -> Callable[[FlaskClient, Registration], FlaskClient]:
    """`as_participant(client, registration)` logs the registered person in."""

    def log_in(client: FlaskClient, registration: Registration) -> FlaskClient:
        return log_in_as(client, ParticipantUser(session.get_one(Person, registration.person_id)))

    return log_in


@pytest.fixture
def as_organiser() -> Callable[[FlaskClient, Staff], FlaskClient]:
    """`as_organiser(client, staff)` logs the member of the staff in."""

    def log_in(client: FlaskClient, staff: Staff) -> FlaskClient:
        return log_in_as(client, StaffUser(staff))

    return log_in


@pytest.fixture
def enter(app: Flask, as_participant: Callable) -> Callable[[Registration], FlaskClient]:
    """`enter(registration)` gives a browser of that person, with pages in English."""

    def log_in(registration: Registration) -> FlaskClient:
        client = as_participant(app.test_client(), registration)
        with client.session_transaction() as cookie:
            cookie["language"] = "en"
        return client

    return log_in


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The SELECT statements that are executed, in their order."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)
