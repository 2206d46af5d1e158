"""Pages for every kind of eye and hand: sizes, colours and languages to look at them in, and what is wrong there.

Sizes, colours and languages are combined so that each pair of them occurs; German has the longest words, so it is
seen where there is the least room.
"""

import pytest

from tests.builders.browser import DESK, PHONE, accessibility

SIGHTS = [
    pytest.param(PHONE, False, "fr", id="phone light French"),
    pytest.param(PHONE, True, "en", id="phone dark English"),
    pytest.param(DESK, False, "en", id="desk light English"),
    pytest.param(DESK, True, "fr", id="desk dark French"),
    pytest.param(PHONE, False, "de", id="phone light German"),
]
LAY_DOWN = "found => found.forEach(one => { one.style.position = 'static' })"
"""Bars that float above the page hide a part of whatever happens to be below them; a reader scrolls."""
SMALL_PRIMARY = """found => found
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 40)
  .map(one => one.outerHTML.slice(0, 120))"""


def look_at(window, paths):
    """Return what is wrong with each of the pages."""
    faults = []
    for path in paths:
        window.go(path)
        faults += look(window)
    return faults


def look(window):
    """Return what is wrong with the page as it stands."""
    page = window.page
    page.eval_on_selector_all(".sticky-action, .tab-bar", LAY_DOWN)
    small = page.eval_on_selector_all(".btn-primary, .btn-danger, .tab-bar a", SMALL_PRIMARY)
    return accessibility(page) + [f"{page.url}: less than 40 px high: {one}" for one in small]
