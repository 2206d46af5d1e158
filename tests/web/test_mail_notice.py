"""Without a mail server, pages that promise mails say that none can leave."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.base.config import Config
from tests.builders.factories import make_event, make_staff
from tests.builders.web import log_in_as, make_app
from web.auth.identity import StaffUser

STRANGERS = "This site cannot send mails yet. Please tell the organisers."
ORGANISERS = "No mail server is set up: mails wait in the list of messages"


@pytest.fixture
def served(config: Config, session: Session) -> Flask:
    """With a mail server."""
    return make_app(config.model_copy(update={"smtp_host": "mail.cluster.example"}), session)


def visit(client: FlaskClient, path: str) -> str:
    return client.get(path, headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("path", ["/login", "/staff/password", "/login/unknown", "/staff/password/unknown"])
def test_who_asks_for_a_link(client, served, path):
    assert STRANGERS in visit(client, path)
    assert STRANGERS not in visit(served.test_client(), path)


def test_who_has_asked_for_one(client, served):
    for path in ("/login", "/staff/password"):
        sent = {"data": {"email": "a@b.example"}, "headers": {"Accept-Language": "en"}}

        assert STRANGERS in client.post(path, **sent).text
        assert STRANGERS not in served.test_client().post(path, **sent).text


@pytest.mark.parametrize("page", ["", "/campaigns", "/messages", "/releases"])
def test_organisers(client, served, session, page):
    staff = make_staff(session, make_event(session, slug="namur"), language="en")

    assert ORGANISERS in log_in_as(client, StaffUser(staff)).get(f"/o/namur{page or '/'}").text
    assert ORGANISERS not in log_in_as(served.test_client(), StaffUser(staff)).get(f"/o/namur{page or '/'}").text


def test_the_demo_shows_mails_instead(config, session):
    demo = make_app(config.model_copy(update={"mode": "demo"}), session).test_client()

    assert STRANGERS not in visit(demo, "/login")
