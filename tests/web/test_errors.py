"""Errors become pages with a sentence, a status and a way on; work is kept only when the answer is good."""

import json
from io import BytesIO

import pytest
from flask import request
from sqlmodel import select

from matchmaker.base.errors import Closed, NotFound
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


def test_what_was_typed_about_something_that_is_gone_can_be_copied(app, client):
    def gone():
        raise NotFound

    for endpoint, path in (("organiser.gone", "/item"), ("auth.gone", "/log-in")):
        app.add_url_rule(path, endpoint, gone, methods=["GET", "POST"])
    typed, english = {"shown": "a b", "title": "A talk <b>about</b> wood", "room": "1"}, {"Accept-Language": "en"}

    sent, seen = client.post("/item", data=typed, headers=english), client.get("/item", headers=english)
    secret = client.post("/log-in", data={"new": "four words of mine"}, headers=english)

    assert (sent.status_code, "This is no longer there" in sent.text) == (404, True)
    assert ">A talk &lt;b&gt;about&lt;/b&gt; wood</textarea>" in sent.text
    assert ("Page not found" in seen.text, "textarea" in seen.text) == (True, False)
    assert "four words" not in secret.text


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


def test_a_crash_is_logged_with_its_cause_its_place_and_the_number_of_the_page(app, client, capsys):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/login/<token>/crash")
    def crash(token):
        raise ZeroDivisionError(f"for {request.path}")

    response = client.get("/login/very-secret-token/crash")

    said = capsys.readouterr().out
    [crashed] = [line for line in map(json.loads, said.splitlines()) if line["event"] == "crash"]
    assert crashed["error"] == "ZeroDivisionError"
    assert crashed["at"].startswith("web/") or "test_errors.py" in "".join(crashed["trace"])
    assert crashed["request"] == response.headers["X-Request-Id"]
    assert "very-secret-token" not in said


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

    response = client.post("/o/x/import/wishes", data=huge, content_type="text/csv", headers={"Accept-Language": "en"})

    assert response.status_code == 413
    assert "This file is too large" in response.text


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
def test_a_form_above_64_kb_is_refused_before_it_is_parsed(client, kind, announced):
    large = BytesIO(b"email=" + b"x" * 64 * 1024)
    environ = (
        {} if announced else {"CONTENT_LENGTH": "", "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    )

    response = client.post(
        "/staff/login",
        input_stream=large,
        content_type=kind,
        headers={"Accept-Language": "en"},
        content_length=64 * 1024 + 6,
        environ_overrides=environ,
    )

    assert response.status_code == 413
    assert "A form may hold up to 64 kB of text." in response.text
    assert not announced or large.tell() == 0
