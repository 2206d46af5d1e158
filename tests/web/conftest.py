"""The application on a migrated SQLite file, with a client that sees what the test has arranged."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.test import TestResponse

from matchmaker.base.config import Config, get_config
from matchmaker.models import Person, Registration, Staff
from web.app import create_app
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


class Client(FlaskClient):
    """Commits what the test has arranged before each request, and lets it see afterwards what has changed."""

    session: Session

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        self.session.commit()
        response = super().open(*args, **kwargs)
        self.session.expire_all()
        return response


def make_app(config: Config, session: Session, *, csrf: bool = False) -> Flask:
    """The application; without CSRF, so that a test of a form needs not fetch the page before."""
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = csrf
    app.test_client_class = type("BoundClient", (Client,), {"session": session})
    return app


@pytest.fixture
def app(config: Config, session: Session) -> Flask:
    return make_app(config, session)


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


def without_tokens(page: str) -> str:
    """The page without its CSRF tokens, which differ from second to second."""
    return re.sub(r"[\w-]{40,}\.[\w-]{6}\.[\w-]{27}", "token", page)


def log_in_as(client: FlaskClient, user: ParticipantUser | StaffUser) -> FlaskClient:
    """Put the identity into the session, as the log-in does."""
    identity = user.get_id()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = identity
        cookie["_fresh"] = True
    return client
