"""A real server with a forum loaded, a window of a real browser, and what is wrong with the page in it."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright
from sqlmodel import select
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import make_server

from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine, open_session, transaction
from matchmaker.imports import load_folder
from matchmaker.models import Event, EventStaff, Person, Registration, Staff
from tests.builders.accounts import make_organiser
from tests.builders.paths import FIXTURES
from tests.builders.web import COMPILED, logged_in
from web.app import create_app
from web.auth.identity import ParticipantUser, StaffUser

STARTS_ON = date(2099, 3, 11)
"""Far ahead, so that no deadline has passed."""
ORGANISER, PASSWORD = "anne@cluster.example", "a long password"
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE_ADDRESS = "/axe.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
ALL_RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
"""Rules of axe, and what is collected: to describe what passed takes twice as long as to check it."""
RULES_OF_COLOURS = ALL_RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
GRAVE = ["serious", "critical"]
FIND_VIOLATIONS = """([options, grave]) => {
  const light = axe._audit.rules.filter(rule => rule.impact && !grave.includes(rule.impact));
  const rules = Object.fromEntries(light.map(rule => [rule.id, {enabled: false}]));
  const judged = {...options, rules: {...options.rules, ...rules}};
  return axe.run({exclude: ["[data-known]"]}, judged).then(found => found.violations);
}"""
"""What breaks a rule: those whose violations are never grave are left out, and a frame that is known (`sights.py`)."""
CHANGE_AT_ONCE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
  return matchMedia("(prefers-color-scheme: dark)").matches;
}"""
"""Otherwise a colour that is inherited changes one frame after that of the parent, and so on; says which are shown."""


@dataclass(frozen=True)
class Live:
    """The running server: its address, and the database behind it."""

    url: str
    app: Flask
    database_url: str
    slug: str

    def cookie(self, user: ParticipantUser | StaffUser, language: str = "") -> str:
        """The session cookie of somebody logged in, who has chosen a language if one is given."""
        signer = self.app.session_interface.get_signing_serializer(self.app)
        chosen = {"language": language} if language else {}
        with transaction(self.database_url) as session:
            return signer.dumps(logged_in(session, user) | chosen)


@contextmanager
def serve(fixture: str, template: Path, folder: Path) -> Iterator[Live]:
    """Serve the application on a free port, answering in threads, with a forum of the fixtures and one organiser."""
    with serve_empty(loaded(fixture, template), folder) as live:
        with open_session(read_only=True) as session:
            slug = session.exec(select(Event.slug)).one()
        yield replace(live, slug=slug)


@cache
def loaded(fixture: str, template: Path) -> Path:
    """Make a database with a forum of the fixtures and one organiser, to copy from."""
    path = template.with_name(f"{fixture}.sqlite")
    shutil.copy(template, path)
    url = f"sqlite:///{path}"
    with transaction(url) as session:
        event = load_folder(session, FIXTURES / fixture, starts_on=STARTS_ON)
        make_organiser(session, ORGANISER, "Anne Dubois", PASSWORD, event)
    get_engine(url).dispose()
    return path


@contextmanager
def serve_empty(template: Path, folder: Path) -> Iterator[Live]:
    """Serve the application with nothing in it, as after its installation.

    Services find the same database through the configuration of the process, until the end of the context.
    """
    path = folder / "matchmaker.sqlite"
    shutil.copy(template, path)
    patch = pytest.MonkeyPatch()
    patch.setenv("DATABASE_URL", f"sqlite:///{path}")
    patch.setenv("MATCHMAKER_DATA", str(folder))
    patch.setenv("MATCHMAKER_MODE", "test")
    get_config.cache_clear()
    app = create_app(get_config())
    app.jinja_env.bytecode_cache = COMPILED
    app.testing = False
    app.wsgi_app = SharedDataMiddleware(app.wsgi_app, {AXE_ADDRESS: str(AXE_FILE_PATH)})  # type: ignore[method-assign]
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # how often it looks whether it is to end, in seconds: by itself twice a second
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield Live(f"http://127.0.0.1:{server.port}", app, f"sqlite:///{path}", slug="")
    server.shutdown()
    thread.join()
    server.server_close()
    get_engine(f"sqlite:///{path}").dispose()
    patch.undo()
    get_config.cache_clear()


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium without windows, which takes a fifth less; a whole one; or that of playwright."""
    installed = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return playwright.chromium.launch(executable_path=installed, args=CHROMIUM_ARGUMENTS)


bare_click = Locator.click


def click_and_load(locator: Locator, **options: object) -> None:
    """Click, and wait until the page that it leads to is loaded: by itself a click ends at that page's first byte."""
    bare_click(locator, **options)
    locator.page.wait_for_load_state()


@dataclass
class Window:
    """A browser window of one visitor; `problems` collects what its console complains about."""

    page: Page
    context: BrowserContext
    live: Live
    problems: list[str]
    judged: set[str] = field(default_factory=set)
    """Combinations of colours, size and weight of text whose contrast is known (`tests/builders/contrast.py`)."""
    frames: set[str] = field(default_factory=set)
    """Frames of pages that were looked at (`tests/builders/sights.py`)."""

    def go(self, path: str) -> Page:
        self.page.goto(self.live.url + path)
        return self.page

    def log_in(self, user: ParticipantUser | StaffUser, language: str = "") -> None:
        host = urlsplit(self.live.url).hostname
        cookie = {"name": "matchmaker", "value": self.live.cookie(user, language), "domain": host, "path": "/"}
        self.context.add_cookies([cookie])


def person_of(live: Live, position: int = 0) -> Person:
    """The person of the registration at this position, in the order of the import."""
    with open_session(read_only=True, url=live.database_url) as session:
        event = session.exec(select(Event).where(Event.slug == live.slug)).one()
        registrations = session.exec(
            select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)
        ).all()
        return session.get_one(Person, registrations[position].person_id)


def organiser_of(live: Live) -> Staff:
    """The organiser of the tiny forum."""
    with open_session(read_only=True, url=live.database_url) as session:
        return session.exec(select(Staff).join(EventStaff, EventStaff.staff_id == Staff.id)).one()


def axe(page: Page) -> None:
    """Fail on a serious or critical violation of WCAG 2.2 AA, and when the page scrolls sideways."""
    assert accessibility(page) == []


def accessibility(page: Page) -> list[str]:
    """Return what is wrong with a page: grave violations of WCAG 2.2 AA, in both colours, and scrolling sideways."""
    load_axe(page)
    found = violations(page, ALL_RULES)
    with other_colours(page):
        found += violations(page, RULES_OF_COLOURS)
    return grave(page, found) + sideways(page)


def load_axe(page: Page) -> None:
    """Load axe into the page: into a served one from an address, so that the browser keeps what it compiled."""
    if not page.evaluate("'axe' in window"):
        served = page.url.startswith("http")
        page.add_script_tag(url=AXE_ADDRESS if served else None, path=None if served else AXE_FILE_PATH)


@contextmanager
def other_colours(page: Page) -> Iterator[None]:
    """Show a page in the other colours: dark instead of light, light instead of dark."""
    shown, others = ("dark", "light") if page.evaluate(CHANGE_AT_ONCE) else ("light", "dark")
    page.emulate_media(color_scheme=others)
    yield
    page.emulate_media(color_scheme=shown)


def violations(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what breaks the rules of axe that are asked for."""
    found: list[dict[str, Any]] = page.evaluate(FIND_VIOLATIONS, [options, GRAVE])
    return found


def grave(page: Page, found: list[dict[str, Any]]) -> list[str]:
    """Return a line for each violation that is serious or critical."""
    return [
        f"{page.url}: {violation['id']}: {violation['help']} at {[node['target'] for node in violation['nodes']]}"
        for violation in found
        if violation["impact"] in GRAVE
    ]


def sideways(page: Page) -> list[str]:
    """Return by how much the page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url} scrolls sideways by {wide} px"] if wide > 0 else []
