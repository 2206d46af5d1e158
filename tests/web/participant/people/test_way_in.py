"""The welcome page, who may enter, and that every form carries its token."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.config import Config
from matchmaker.models import Agreement
from tests.builders.pages import text
from tests.builders.web import make_app
from tests.builders.wishes import Forum, build_forum

PAGES = ("next", "seeks", "company", "card", "directory", "wishes", "interest", "availability", "agenda")


@pytest.mark.parametrize("page", ["", *PAGES, "directory/1", "directory/1/veto"])
def test_before_agreeing_every_page_leads_to_the_welcome(ada: FlaskClient, forum: Forum, page: str):
    forum.ada.agreed_at = None

    response = ada.get(f"/e/{forum.event.slug}/{page}")

    assert (response.status_code, response.location) == (302, f"/e/{forum.event.slug}/welcome")


def test_before_agreeing_nothing_can_be_changed(ada: FlaskClient, forum: Forum):
    forum.ada.agreed_at = None

    response = ada.post(f"/e/{forum.event.slug}/wishes", data={"to": forum.others[0].id})

    assert response.location == f"/e/{forum.event.slug}/welcome"


def test_agreeing_leads_to_what_is_next_to_do(ada: FlaskClient, forum: Forum):
    forum.ada.agreed_at = None

    response = ada.post(f"/e/{forum.event.slug}/welcome")

    assert response.location == f"/e/{forum.event.slug}/next"
    assert forum.ada.agreed_at is not None
    assert ada.get(f"/e/{forum.event.slug}/").location == f"/e/{forum.event.slug}/next"


@pytest.mark.parametrize(
    ("agreement", "sentence"),
    [
        (Agreement.MUTUAL, "A meeting takes place only if both sides want it"),
        (Agreement.ONE_SIDE, "At this event one wish is enough"),
        (Agreement.ORGANISER, "the organisers decide which wishes become meetings"),
    ],
)
def test_the_welcome_says_which_agreement_holds(ada: FlaskClient, forum: Forum, agreement: Agreement, sentence: str):
    forum.event.agreement = agreement

    page = text(ada.get(f"/e/{forum.event.slug}/welcome"))

    assert sentence in page
    assert "Until Thursday 1 January 2099, 01:00" in page
    assert "up to 4 wishes" in page


@pytest.mark.parametrize("page", ["welcome", *PAGES])
def test_the_pages_of_an_event_are_for_those_who_take_part(
    app: Flask, session: Session, forum: Forum, enter: Callable, page: str
):
    stranger = enter(build_forum(session).ada)

    assert stranger.get(f"/e/{forum.event.slug}/{page}").status_code == 404
    assert app.test_client().get(f"/e/{forum.event.slug}/{page}").status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_who_has_withdrawn_sees_no_more_pages(ada: FlaskClient, forum: Forum, page: str):
    forum.ada.withdrawn_at = clock.now()
    assert ada.get(f"/e/{forum.event.slug}/{page}").location == f"/e/{forum.event.slug}/withdrawn"

    forum.ours.withdrawn_at = clock.now()
    assert ada.get(f"/e/{forum.event.slug}/{page}").status_code == 404


def test_every_change_needs_the_token_of_the_page(
    config: Config, session: Session, forum: Forum, as_participant: Callable
):
    app = make_app(config, session, csrf=True)
    client = as_participant(app.test_client(), forum.ada)
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("participant.") and "POST" in (rule.methods or ())
    ]

    answers = {}
    for rule in rules:
        values = {name: forum.event.slug if name == "slug" else 1 for name in rule.arguments}
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **values)
        answers[rule.endpoint] = client.post(address).status_code

    assert len(answers) >= 12
    assert set(answers.values()) == {400}
