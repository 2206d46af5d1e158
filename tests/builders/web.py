"""The application, and a client that sees what the test has arranged."""

from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlmodel import Session
from werkzeug.test import TestResponse

from matchmaker.base.config import Config
from matchmaker.base.logs import configure_logs
from matchmaker.people.rules.devices import Device
from tests.builders.sessions import LAPTOP, begin
from web.app import create_app
from web.auth.cookie import USER
from web.auth.identity import ParticipantUser, StaffUser
from web.calendar.feed import forget
from web.config import flask_settings


class Client(FlaskClient):
    """Commits what the test has arranged before each request, and lets it see afterwards what has changed."""

    session: Session

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        self.session.commit()
        response = super().open(*args, **kwargs)
        self.session.expire_all()
        return response


class CompiledTemplates(BytecodeCache):
    """Templates compiled by an application of this process, for all the others."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


def make_app(config: Config, session: Session, *, csrf: bool = False) -> Flask:
    """An application of its own; without CSRF, so that a test of a form needs not fetch the page before."""
    app = create_app(config)
    app.jinja_env.bytecode_cache = COMPILED
    return _bind(app, config, session, csrf=csrf)


def shared_app(config: Config, session: Session) -> Flask:
    """The application that tests of this process use one after the other: making one takes a tenth of a second."""
    app = _shared_app()
    forget(app)
    return _bind(app, config, session)


@cache
def _shared_app() -> Flask:
    return create_app(Config(mode="test"))


def _bind(app: Flask, config: Config, session: Session, *, csrf: bool = False) -> Flask:
    configure_logs()  # the command line, tested before in the same process, logs elsewhere
    app.config.from_mapping(flask_settings(config), WTF_CSRF_ENABLED=csrf)
    app.test_client_class = type("BoundClient", (Client,), {"session": session})
    return app


def logged_in(session: Session, user: ParticipantUser | StaffUser, device: Device = LAPTOP) -> dict[str, Any]:
    """What the cookie of somebody holds who has just logged in, and a row in the table of sessions."""
    key = begin(session, user.account, device)
    return {USER: key, "_fresh": True, "_permanent": user.is_participant}


def log_in_as(client: FlaskClient, user: ParticipantUser | StaffUser, device: Device = LAPTOP) -> FlaskClient:
    """Give a browser the cookie of somebody who has just logged in."""
    values = logged_in(client.session, user, device)
    with client.session_transaction() as cookie:
        cookie.update(values)
    return client
