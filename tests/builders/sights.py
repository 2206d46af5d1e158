"""Pages for every kind of eye and hand: sizes, colours and languages to look at them in, and what is wrong there.

German has the longest words, so it is seen where there is the least room; French by those who sit at a desk. English
has the shortest words: journeys read it.
"""

import pytest

from tests.builders.browser import DESK, PHONE, accessibility
from tests.builders.reach import out_of_reach

SIGHTS = [
    pytest.param(PHONE, False, "de", id="phone light German"),
    pytest.param(DESK, True, "fr", id="desk dark French"),
]
"""Sizes, colours and languages: each page is seen in light and in dark, and each building block in both at each size
(`test_base_pages.py`)."""
LAY_DOWN = "found => found.forEach(one => { one.style.position = 'static' })"
"""Bars that float above the page hide a part of whatever happens to be below them; a reader scrolls."""
NARROWEST = 320
"""Width in pixels at which a page must not scroll sideways (WCAG 2.2, 1.4.10 Reflow)."""
WIDER_THAN_THE_WINDOW = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth)
    .filter(one => !one.closest(".table-scroll, .grid-scroll"))
    .map(one => one.outerHTML.slice(0, 120)).concat(`${document.scrollingElement.scrollWidth} px`)"""
SIDE_BARS = """() => [...document.querySelectorAll(".desk > .side")].map(side => [
  side.getBoundingClientRect().width,
  parseFloat(getComputedStyle(side.parentElement).gridTemplateColumns),
  ...getComputedStyle(side.parentElement).backgroundImage.match(/[\\d.]+(?=px)/g).map(parseFloat),
])"""


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
    german = page.locator("html").get_attribute("lang") == "de"
    faults = out_of_reach(page) + reflow(page) if german else []
    page.eval_on_selector_all(".sticky-action, .tab-bar", LAY_DOWN)
    faults += accessibility(page, other_colours=False)
    return faults if page.viewport_size == PHONE else faults + side_bar(page)


def reflow(page):
    """Return what makes the page scroll sideways in the narrowest window."""
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    wide = page.evaluate(WIDER_THAN_THE_WINDOW)
    page.set_viewport_size(PHONE)
    return [f"{page.url}: wider than {NARROWEST} px: {one}" for one in wide]


def side_bar(page):
    """Return where the organiser's side bar, its column and the colour painted below it differ in width."""
    widths = page.evaluate(SIDE_BARS)
    return [f"{page.url}: widths of the side bar: {found}" for found in widths if len(set(found)) > 1]
