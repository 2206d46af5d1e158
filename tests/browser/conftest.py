"""A real server with the tiny forum loaded, and a real browser that tolerates no error on its console."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, sync_playwright

from tests.builders.browser import DESK, PHONE, Live, Window, click_and_load, launch, organiser_of, person_of, serve
from web.auth.identity import ParticipantUser, StaffUser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def live(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The tiny forum, for tests that change nothing; those that do, serve one of their own under the same name."""
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("live")) as live:
        yield live


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser in which a click waits for the page that it leads to."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Locator, "click", click_and_load)
            yield browser
        browser.close()


@pytest.fixture
def open_window(chromium: Browser, live: Live) -> Iterator[Callable[..., Window]]:
    """`open_window(PHONE, javascript=True, dark=False, language="fr-BE")`; errors on a console fail the test."""
    windows: list[Window] = []

    def open_one(
        size: dict[str, int] | None = None, *, javascript: bool = True, dark: bool = False, language: str = "fr-BE"
    ) -> Window:
        context = chromium.new_context(
            viewport=size or PHONE,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale=language,
            reduced_motion="reduce",
        )
        page = context.new_page()
        window = Window(page, context, live, [])

        def on_console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                window.problems.append(f"{page.url}: {message.text}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: window.problems.append(f"{page.url}: {error}"))
        windows.append(window)
        return window

    yield open_one
    problems = [problem for window in windows for problem in window.problems]
    for window in windows:
        window.context.close()
    assert problems == []


@pytest.fixture
def participant(open_window: Callable[..., Window], live: Live) -> Window:
    """A phone on which the first person of the tiny forum is logged in."""
    window = open_window(PHONE)
    window.log_in(ParticipantUser(person_of(live)))
    return window


@pytest.fixture
def organiser(open_window: Callable[..., Window], live: Live) -> Window:
    """A desk at which the organiser is logged in."""
    window = open_window(DESK)
    window.log_in(StaffUser(organiser_of(live)))
    return window
