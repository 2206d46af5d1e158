"""Errors become pages with a sentence, a status and a way on; work is kept only when the answer is good."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import Closed
from matchmaker.models import Event
from tests.builders.factories import make_event
from tests.builders.web import make_app
from web import database


@pytest.fixture
def app(config, session):
    """An application of its own: tests give it more pages."""
    return make_app(config, session)


def test_an_unknown_address_gets_a_page_with_a_way_on(client):
    response = client.get("/nothing/here", headers={"Accept-Language": "en"})

    assert response.status_code == 404
    assert "Page not found" in response.text
    assert 'href="/"' in response.text


def test_the_products_errors_become_a_page_with_their_sentence_and_status(app, client):
    @app.get("/closed")
    def closed():
        raise Closed("Wishes closed on %(day)s.", day="<Monday>")

    response = client.get("/closed")

    assert response.status_code == 409
    assert "Wishes closed on &lt;Monday&gt;." in response.text


def test_a_part_asked_for_by_script_gets_the_sentence_in_the_message_region(app, client):
    @app.get("/closed")
    def closed():
        raise Closed("Wishes are closed.")

    response = client.get("/closed", headers={"HX-Request": "true"})

    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#messages"
    assert response.headers["HX-Reselect"] == "#messages"
    assert response.text.count('id="messages"') == 1
    assert "<html" not in response.text
    assert "Wishes are closed." in response.text


def test_a_crash_shows_a_number_and_undoes_the_work(app, client, session, caplog):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.post("/crash")
    def crash():
        make_event(database.session(), slug="half-done")
        raise ZeroDivisionError

    response = client.post("/crash", headers={"Accept-Language": "en"})

    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in response.text
    assert session.exec(select(Event).where(Event.slug == "half-done")).all() == []


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (302, 1), (422, 0), (404, 0)])
def test_work_is_kept_only_when_the_answer_is_good(app, client, session, status, kept):
    ran = []

    @app.post("/work")
    def work():
        make_event(database.session(), slug="made")
        database.after_commit(lambda: ran.append("job"))
        return "", status

    client.post("/work")

    assert len(session.exec(select(Event).where(Event.slug == "made")).all()) == kept
    assert len(ran) == kept


def test_reading_requests_keep_nothing(app, client, session):
    @app.get("/work")
    def work():
        make_event(database.session(), slug="made")
        return ""

    client.get("/work")

    assert session.exec(select(Event).where(Event.slug == "made")).all() == []


def test_a_file_above_6_mb_is_refused_with_a_sentence(client):
    huge = b"x" * (6 * 1024 * 1024 + 1)

    response = client.post("/login", data=huge, content_type="text/csv", headers={"Accept-Language": "en"})

    assert response.status_code == 413
    assert "This file is too large" in response.text
