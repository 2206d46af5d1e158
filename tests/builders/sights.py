"""Pages for every kind of eye and hand: sizes, colours and languages to look at them in, and what is wrong there.

Structure is the same in all of them, so one look checks all rules, the other the colours.

German has the longest words, so it is seen where there is the least room; French by those who sit at a desk. English
has the shortest words: journeys read it.
"""

import pytest

from tests.builders.browser import DESK, PHONE, accessibility, colours
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
        faults += look(window, "html" if path == paths[0] else "main")
    return faults


def look(window, coloured="html"):
    """Return what is wrong with the page as it stands: on a phone all rules, on a desk the colours.

    `coloured`: the part whose colours are looked at on a desk; bars round it are the same on each page.
    """
    page = window.page
    faults = out_of_reach(page) + reflow(page) if page.viewport_size == PHONE else side_bar(page)
    page.eval_on_selector_all(".sticky-action, .tab-bar", LAY_DOWN)
    return faults + (
        accessibility(page, other_colours=False) if page.viewport_size == PHONE else colours(page, coloured)
    )


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
