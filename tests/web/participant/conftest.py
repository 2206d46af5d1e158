"""The forum of the wishes' tests, with Ada logged in for our delegation."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.test import TestResponse

from matchmaker.models import Registration
from tests.matchmaker.wishes.conftest import Forum, build_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    return build_forum(session)


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
def ada(forum: Forum, enter: Callable[[Registration], FlaskClient]) -> FlaskClient:
    return enter(forum.ada)


def text(response: TestResponse) -> str:
    """Return what a reader of the page's main part sees, with single spaces."""
    main = re.search(r"(?s)<main.*?</main>", response.text)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main.group() if main else response.text)).split())


def shown(response: TestResponse, name: str = "shown") -> str:
    """Return the value of the first hidden field called `name`."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', response.text)
    assert found is not None
    return unescape(found.group(1) or found.group(2) or "")
