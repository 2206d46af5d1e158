"""The building blocks and the way in, in a real browser: axe, sideways scrolling, keyboard, no script."""

import re

import pytest

from tests.builders.browser import DESK, PHONE, accessibility, axe, load_axe
from tests.builders.contrast import contrast
from tests.builders.sights import look


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        pytest.param("phone", PHONE, id="phone"),
        pytest.param("desk", DESK, id="desk"),
        # the pages made of them are seen at every width (`test_every_page.py`)
        pytest.param("phone", DESK, id="phone at a desk", marks=pytest.mark.slow),
        pytest.param("desk", PHONE, id="desk on a phone", marks=pytest.mark.slow),
    ],
)
def test_the_building_blocks_are_accessible_and_fit(open_window, frame, size):
    window = open_window(size)

    page = window.go(f"/styleguide?frame={frame}")

    assert accessibility(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_faults_are_found_in_light_and_in_dark_colours(open_window, dark):
    page = open_window(PHONE, dark=dark).page
    page.set_content(
        "<html lang=fr><title>a</title><style>p { background: #777; color: #888 }"
        "@media (prefers-color-scheme: dark) { .light { background: black } }"
        "@media (prefers-color-scheme: light) { .dark { background: black } }</style>"
        "<main><h1>a</h1><p class=light>pale</p><p class=dark>pale</p><button style='width: 900px'></button></main>"
    )

    faults = accessibility(page)

    assert [fault.split(" at ")[0].removeprefix("about:blank") for fault in faults] == [
        ": button-name: Buttons must have discernible text",
        ": color-contrast: Elements must meet minimum color contrast ratio thresholds",
        ": color-contrast: Elements must meet minimum color contrast ratio thresholds",
        " scrolls sideways by 518 px",
    ]
    assert [".dark" in fault for fault in faults[1:3]] == [dark, not dark]


def test_each_combination_of_colours_is_judged_once(open_window):
    page = open_window(PHONE).page
    page.set_content(
        "<html lang=fr><title>a</title><style>p { background: #777; color: #888 } b { color: #767676 }</style>"
        "<main><h1>a</h1><p>pale</p><p>pale</p><p>pale <b>bold</b></p>"
        "<p style='background: white'><b>bold</b></p></main>"
    )
    load_axe(page)
    judged = set()

    first, again = contrast(page, judged), contrast(page, judged)

    assert [(found["id"], len(found["nodes"])) for found in first] == [("color-contrast", 4)]
    assert again == []


def test_what_is_around_the_content_is_looked_at_once_in_each_form(open_window):
    window = open_window(PHONE)

    def found(kind):
        window.page.set_content(
            f"<html lang=fr><title>a</title><nav class={kind}><button></button></nav><main><h1>a</h1><img src='data:,'>"
        )
        faults = "".join(look(window))
        return [rule for rule in ("button-name", "image-alt") if f": {rule}: " in faults]

    looked = found("side"), found("side"), found("top")
    window.problems.clear()  # the browser reports the picture that is none

    assert looked == (["button-name", "image-alt"], ["image-alt"], ["button-name", "image-alt"])


def test_error_pages_are_accessible(open_window):
    window = open_window(PHONE)
    page = window.go("/nothing-here")
    window.problems.clear()  # the browser reports the 404 itself

    axe(page)
    assert page.locator("h1").inner_text()


def test_the_skip_link_is_the_first_stop_of_the_keyboard(open_window):
    page = open_window(DESK).go("/login")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_menus_close_with_escape_and_give_the_focus_back(open_window):
    page = open_window(PHONE).go("/login")
    menu = page.locator("details[data-menu]")

    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_language_changes_without_scripts(open_window):
    page = open_window(PHONE, javascript=False).go("/login")
    assert page.locator("html").get_attribute("lang") == "fr"

    page.locator("details summary").first.click()
    page.get_by_role("button", name="English").click()

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/login")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_an_organiser_logs_in_and_out(open_window, live, javascript):
    page = open_window(DESK, javascript=javascript, language="en-GB").go(f"/o/{live.slug}/people")
    page.get_by_label("Your e-mail address").fill("anne@cluster.example")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    assert re.search(rf"/o/{live.slug}/people$", page.url)

    page.locator("form[action='/logout'] button:visible").click()

    page.get_by_role("link", name="Log in with my e-mail address").wait_for()


def test_targets_are_large_enough_for_a_thumb(open_window):
    page = open_window(PHONE).go("/styleguide?frame=phone")

    small = page.eval_on_selector_all(
        ".btn, .form-control, .form-select, .form-check, .tab-bar a, .menu > summary",
        "found => found.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)"
        ".map(one => one.outerHTML.slice(0, 120))",
    )

    assert small == []
