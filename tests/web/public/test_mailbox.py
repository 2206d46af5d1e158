"""The mailbox, passwords and style guide of the demo, which other installations do not have."""

import pytest

from matchmaker.demo.load import ORGANISERS
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.links import LoginMail
from tests.builders.web import make_app
from web.security import LETTER_POLICY


@pytest.fixture
def app(config, session):
    """An application of its own: tests give it more pages."""
    return make_app(config, session)


@pytest.mark.parametrize("path", ["/mailbox", "/mailbox/1", "/mailbox/1/letter"])
@pytest.mark.parametrize("mode", ["production", "development", "test"])
def test_the_mailbox_exists_in_the_demo_only(config, session, mode, path):
    elsewhere = config.model_copy(update={"mode": mode})

    assert make_app(elsewhere, session).test_client().get(path).status_code == 404


def test_the_demo_shows_its_mailbox(config, session):
    demo = config.model_copy(update={"mode": "demo"})

    assert make_app(demo, session).test_client().get("/mailbox").status_code == 200


def test_the_mailbox_shows_the_html_of_a_mail_which_may_do_nothing(config, session):
    demo = config.model_copy(update={"mode": "demo"})
    mail = LoginMail(Reader("anna@x.example", "en"), Host("Forum"), "https://rdv.example/login/a", minutes=30)
    message = outbox.queue(session, mail)

    letter = make_app(demo, session).test_client().get(f"/mailbox/{message.id}/letter")

    assert letter.text.startswith("<!DOCTYPE html>")
    assert letter.headers["Content-Security-Policy"] == LETTER_POLICY


@pytest.mark.parametrize(("mode", "shown"), [("demo", True), ("development", False), ("production", False)])
def test_only_the_demo_tells_its_passwords(config, session, mode, shown):
    page = make_app(config.model_copy(update={"mode": mode}), session).test_client().get("/staff/login").text

    assert (ORGANISERS[0][2] in page) is shown


def test_the_styleguide_is_absent_in_production(config, session):
    production = config.model_copy(update={"mode": "production"})

    assert make_app(production, session).test_client().get("/styleguide").status_code == 404
