"""What holds for every page: headers, CSRF, sizes, languages, friendly errors, static files."""

import gzip
import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
from flask import request
from sqlmodel import select

from matchmaker.base.config import Config
from matchmaker.base.errors import Closed
from matchmaker.demo import load as demo
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, LoginMail, Reader
from matchmaker.models import Event
from tests.builders.factories import make_event
from tests.builders.web import make_app
from web import database
from web.assets import FOLDER
from web.security import LETTER_POLICY, is_local

VENDOR = FOLDER / "vendor"


@pytest.fixture
def app(config, session):
    """An application of its own: tests give it more pages."""
    return make_app(config, session)


@pytest.fixture
def strict(config, session):
    """The application with CSRF checked, as in real use."""
    return make_app(config, session, csrf=True)


def token_on(page: str) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)


# --- headers ---


def fill(rule) -> str:
    """An address for a rule, with numbers and words that belong to nothing."""
    values = {name: 1 if "Integer" in type(converter).__name__ else "x" for name, converter in rule._converters.items()}
    return rule.build(values, append_unknown=False)[1]


def test_every_route_answers_with_the_headers(app, client):
    for rule in app.url_map.iter_rules():
        response = client.get(fill(rule))
        policy = response.headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy, rule
        assert "frame-ancestors 'none'" in policy, rule
        assert "unsafe" not in policy, rule
        assert response.headers["X-Content-Type-Options"] == "nosniff", rule
        assert response.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}, rule
        assert response.headers["Permissions-Policy"].startswith("camera=()"), rule
        assert response.headers["X-Request-Id"], rule


def test_no_template_needs_what_the_policy_forbids():
    forbidden = re.compile(
        r"""\sstyle=|\son[a-z]+=["']|<script(?![^>]*\bsrc=)|<style|hx-on|hx-vals=['"]js:|javascript:"""
    )
    folders = [path for path in Path(FOLDER).parent.rglob("templates") if path.is_dir()]
    found = [
        (template.name, number)
        for folder in folders
        for template in folder.rglob("*.html")
        for number, line in enumerate(template.read_text().splitlines(), 1)
        if forbidden.search(line)
    ]

    assert found == []


def test_https_adds_hsts_and_secure_cookies(config, session):
    secure = Config(**config.model_dump(exclude={"database_url", "port"}) | {"public_url": "https://b2b.example"})
    app = make_app(secure, session)

    plain = app.test_client().get("/login")
    encrypted = app.test_client().get("/login", base_url="https://b2b.example")

    assert "Strict-Transport-Security" not in plain.headers
    assert encrypted.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = encrypted.headers["Set-Cookie"]
    assert all(mark in cookie for mark in ("; Secure", "; HttpOnly", "; SameSite=Lax"))


def test_pages_with_a_token_in_their_address_send_no_referrer_and_are_not_kept(client):
    response = client.get("/login/invented")

    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"


# --- CSRF ---


def test_every_form_needs_its_token(strict):
    refused = {}
    for rule in strict.url_map.iter_rules():
        if "POST" in rule.methods:
            response = strict.test_client().post(fill(rule))
            refused[rule.rule] = response.status_code

    assert refused.pop("/mails/<token>") == 404  # a mail program's one click carries no cookie: its address is the key
    assert set(refused.values()) == {400}


def test_a_form_with_its_token_is_taken(strict):
    client = strict.test_client()
    token = token_on(client.get("/login").text)

    assert client.post("/login", data={"email": "a@b.example", "csrf_token": token}).status_code == 200


def test_a_form_without_a_referrer_is_taken_over_https(strict):
    client = strict.test_client()
    address = {"base_url": "https://b2b.example"}
    token = token_on(client.get("/login/invented", **address).text)

    answer = client.post("/login/invented", data={"csrf_token": token}, **address)

    assert answer.status_code == 410


def test_a_page_open_too_long_is_explained(strict):
    client = strict.test_client()

    response = client.post("/login", data={"email": "a@b.example"}, headers={"Accept-Language": "en"})

    assert response.status_code == 400
    assert "This page was open too long" in response.text
    assert "What you typed is still on the page before" in response.text


# --- errors ---


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


# --- languages ---


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-BE", "fr"), ("en-GB,fr;q=0.5", "en"), ("nl-BE", "nl"), ("de-BE", "de"), ("ja", "fr"), ("", "fr")],
)
def test_the_browser_decides_the_language_of_a_stranger(client, accepted, language):
    assert f'<html lang="{language}">' in client.get("/", headers={"Accept-Language": accepted}).text


def test_a_choice_outlives_the_browsers_wish_and_leads_back(client):
    chosen = client.post("/language", data={"language": "en", "next": "/login?next=/e/x/"})
    page = client.get("/login", headers={"Accept-Language": "fr"})

    assert chosen.location == "/login?next=/e/x/"
    assert '<html lang="en">' in page.text


def test_the_language_switch_leads_nowhere_else(client):
    assert client.post("/language", data={"language": "en", "next": "https://evil.example"}).location == "/"


def test_a_language_without_screens_is_not_chosen(client):
    client.post("/language", data={"language": "it"})

    with client.session_transaction() as cookie:
        assert "language" not in cookie


@pytest.mark.parametrize(
    "path", ["", "x", "//x.example", "https://x.example", "/\\x", "/a\nb", "\\\\x", "/\t/x.example", "javascript:x"]
)
def test_what_is_no_local_path(path):
    assert not is_local(path)


# --- the demo's pages, health, behind a proxy ---


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

    assert (demo.ORGANISERS[0][2] in page) is shown


def test_the_styleguide_is_absent_in_production(config, session):
    production = config.model_copy(update={"mode": "production"})

    assert make_app(production, session).test_client().get("/styleguide").status_code == 404


def test_health_tells_a_database_that_is_ready_from_one_that_is_not(client, config, session, tmp_path):
    empty = config.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'empty.sqlite'}"})

    ready = client.get("/health")
    not_ready = make_app(empty, session).test_client().get("/health")

    assert (ready.status_code, ready.json) == (200, {"status": "ok"})
    assert (not_ready.status_code, not_ready.json) == (503, {"status": "the database must be migrated"})


@pytest.mark.parametrize(("proxies", "client_seen"), [(0, "127.0.0.1"), (1, "192.0.2.9")])
def test_only_configured_proxies_are_believed(config, session, proxies, client_seen):
    app = make_app(config.model_copy(update={"proxies": proxies}), session)
    app.add_url_rule("/who", view_func=lambda: request.remote_addr)

    assert app.test_client().get("/who", headers={"X-Forwarded-For": "192.0.2.9"}).text == client_seen


def test_logs_hold_the_pattern_of_an_address_and_no_token(client, capsys):
    client.get("/login/very-secret-token?next=/e/x/")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["route"] for line in lines if line["event"] == "request"] == ["/login/<token>"]
    assert "very-secret-token" not in json.dumps(lines)


# --- static files ---


def test_static_files_change_their_address_with_their_content_and_are_kept(client):
    page = client.get("/").text
    address = re.search(r'href="(/static/css/palette\.css\?v=[0-9a-f]{12})"', page).group(1)

    kept, bare = client.get(address), client.get("/static/css/palette.css")

    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert bare.headers["Cache-Control"] == "no-cache"


def test_static_files_are_sent_compressed_to_who_accepts_it(client):
    packed = client.get("/static/vendor/bootstrap.min.css", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/vendor/bootstrap.min.css")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "vendor", "none.css"])
def test_static_files_stay_in_their_folder(client, path):
    assert client.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize("row", json.loads((VENDOR / "vendor.json").read_text()), ids=lambda row: row["name"])
def test_vendored_files_are_what_was_released_with_their_licences(row):
    digest = hashlib.sha384((VENDOR / row["file"]).read_bytes()).digest()

    assert row["sha384"] == "sha384-" + b64encode(digest).decode()
    assert (VENDOR / row["licence_file"]).read_text().strip()


def test_every_vendored_file_is_listed():
    listed = {row["file"] for row in json.loads((VENDOR / "vendor.json").read_text())}

    assert {path.name for path in VENDOR.iterdir() if path.suffix in {".js", ".css"}} == listed
