"""What holds for every page: headers, CSRF, local redirects, health, proxies, logs."""

import json
import re
from pathlib import Path

import pytest
from flask import request

from matchmaker.base.config import Config
from matchmaker.base.logs import masked
from tests.builders.web import make_app
from web.assets import FOLDER
from web.auth.guards import GUARD
from web.security import files_expected, is_local


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
        assert "object-src 'none'; base-uri 'none'; frame-ancestors 'none'" in policy, rule
        assert "unsafe" not in policy, rule
        assert response.headers["X-Content-Type-Options"] == "nosniff", rule
        assert response.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}, rule
        assert response.headers["Permissions-Policy"].startswith("camera=()"), rule
        assert response.headers["X-Request-Id"], rule
        assert "Access-Control-Allow-Origin" not in response.headers, rule
        kind = response.headers["Content-Type"]
        assert kind == "application/json" or kind.endswith("; charset=utf-8"), rule


def test_static_files_say_what_they_are(client):
    kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
    expected = {suffix: f"{kind}; charset=utf-8" for suffix, kind in kinds.items()} | {".json": "application/json"}
    files = [path for path in FOLDER.rglob("*") if path.is_file()]

    said = {path: client.get(f"/static/{path.relative_to(FOLDER)}").headers["Content-Type"] for path in files}

    assert said == {path: expected[path.suffix] for path in files}


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
    assert encrypted.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
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
            guarded = hasattr(strict.view_functions[rule.endpoint], GUARD)
            refused[rule.rule] = (guarded, response.status_code, (response.location or "").split("?")[0])

    # a mail program's one click carries no cookie: its address is the key
    assert refused.pop("/mails/<token>") == (False, 404, "")
    # without a session the guard answers before the view
    assert set(refused.values()) == {(False, 400, ""), (True, 303, "/login"), (True, 303, "/staff/login")}


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


@pytest.mark.parametrize(
    "path", ["", "x", "//x.example", "https://x.example", "/\\x", "/a\nb", "\\\\x", "/\t/x.example", "javascript:x"]
)
def test_what_is_no_local_path(path):
    assert not is_local(path)


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


def test_only_views_that_take_files_read_more_than_64_kb(app):
    def takes_more(rule):
        with app.test_request_context(fill(rule), method="POST"):
            return files_expected()

    found = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods and takes_more(rule)}

    assert found == {
        "community.import_members",
        "community.restore",
        "participant.change_logo",
        "organiser.import_file",
    }


def test_the_token_of_every_address_is_masked_in_logs_and_in_what_organisers_read(app):
    secret = "c7-937188146-6ef16f413e61e96c60f17166cfc78a87e5ca83a2"
    with_token = [rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]

    shown = [
        rule.rule
        for rule in with_token
        if secret in masked(re.sub("<token>", secret, re.sub(r"<(?!token)[^>]+>", "1", rule.rule)))
    ]

    assert with_token
    assert shown == []
