"""A form sent after the log-in has ended offers the log-in, and leads back to its page."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.base.config import Config
from matchmaker.models import Person
from matchmaker.people.commands.sessions import end_sessions
from tests.builders.web import make_app
from tests.builders.wishes import Forum, build_forum

SAID = "Your log-in has ended, so nothing was saved. Log in, and you are back where you were."

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def forum(session: Session) -> Forum:
    return build_forum(session)


@pytest.fixture
def app(config: Config, session: Session) -> Flask:
    """With tokens in forms, as everywhere but in other tests."""
    return make_app(config, session, csrf=True)


def send(client: FlaskClient, forum: Forum, **headers: str):
    path = f"/e/{forum.event.slug}/card"
    return client.post(
        path, data={"job_title": "Director"}, headers=ENGLISH | {"Referer": f"http://localhost{path}"} | headers
    )


def test_a_form_of_a_lost_session_leads_to_the_log_in_and_back(client: FlaskClient, session: Session, forum: Forum):
    answer = send(client, forum)

    assert (answer.status_code, answer.location) == (303, f"/login?next=/e/{forum.event.slug}/card")
    assert SAID in client.get(answer.location).text
    assert session.get_one(Person, forum.ada.person_id).job_title == ""


def test_an_ended_log_in_does_as_well(client: FlaskClient, session: Session, forum: Forum, as_participant: Callable):
    as_participant(client, forum.ada)
    person = session.get_one(Person, forum.ada.person_id)
    end_sessions(session, person)

    assert send(client, forum).location == f"/login?next=/e/{forum.event.slug}/card"


def test_a_part_of_a_page_moves_the_whole_page(client: FlaskClient, forum: Forum):
    here = {"HX-Request": "true", "HX-Current-URL": f"http://localhost/e/{forum.event.slug}/wishes"}

    answer = send(client, forum, **here)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == f"/login?next=/e/{forum.event.slug}/wishes"


def test_a_foreign_page_that_sends_a_form_leads_nowhere_else(client: FlaskClient, forum: Forum):
    assert send(client, forum, Referer="https://evil.example//b.example/x").location == "/login"


def test_a_form_without_its_token_is_refused_where_somebody_is_logged_in(
    client: FlaskClient, forum: Forum, as_participant: Callable
):
    as_participant(client, forum.ada)

    assert send(client, forum).status_code == 400
