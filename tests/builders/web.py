"""The application, and a client that sees what the test has arranged."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.test import TestResponse

from matchmaker.base.config import Config
from web.app import create_app
from web.auth.identity import ParticipantUser, StaffUser


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


def log_in_as(client: FlaskClient, user: ParticipantUser | StaffUser) -> FlaskClient:
    """Put the identity into the session, as the log-in does."""
    identity = user.get_id()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = identity
        cookie["_fresh"] = True
    return client
