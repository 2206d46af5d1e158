"""What belongs to the workshop does not exist in production."""

import pytest

from tests.builders.web import make_app

WORKSHOP = ("/mailbox", "/mailbox/1", "/mailbox/1/letter", "/styleguide", "/docs", "/metrics", "/debug", "/console")


@pytest.fixture
def app(config, session):
    production = {"mode": "production", "public_url": "https://forum.example"}
    return make_app(config.model_copy(update=production), session)


def test_nothing_of_the_workshop_is_there(app):
    assert not app.debug
    assert not app.testing
    assert {path: app.test_client().get(path).status_code for path in WORKSHOP} == dict.fromkeys(WORKSHOP, 404)


def test_no_password_is_shown(app):
    assert "demo-organiser" not in app.test_client().get("/staff/login").text
