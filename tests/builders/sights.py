"""Pages for every kind of eye and hand: sizes, colours and languages to look at them in, and what is wrong there.

A page is loaded once, in German, which has the longest words: from the narrowest phone to a desk in light colours, then
in dark ones. `make test-full` loads it a second time, in French at a desk in dark colours, and judges each piece of
text. English has the shortest words: journeys read it.
"""

import pytest

from tests.builders.browser import (
    ALL_RULES,
    DESK,
    PHONE,
    RULES_OF_COLOURS,
    grave,
    load_axe,
    other_colours,
    sideways,
    violations,
)
from tests.builders.contrast import contrast
from tests.builders.reach import out_of_reach

SIGHTS = [
    pytest.param(PHONE, False, "de", id="every width, German"),
    pytest.param(DESK, True, "fr", id="desk dark French", marks=pytest.mark.slow),
]
"""Sizes, colours and languages; building blocks are seen in both colours (`test_base_pages.py`)."""
LAY_DOWN = """() => {
  for (const bar of document.querySelectorAll(".sticky-action, .tab-bar")) bar.style.position = "static";
}"""
"""Bars that float above the page hide a part of whatever happens to be below them; a reader scrolls."""
UNPAINT = """() => {
  for (const desk of document.querySelectorAll(".desk")) desk.style.backgroundImage = "none";
}"""
"""The colour that continues the side bar below its end: beside it axe would not be sure of any text of the page."""
MARK_KNOWN_FRAME = """known => {
  const around = [];
  const walk = one => {
    for (const child of one.children) {
      if (child.matches("script, style, main")) continue;
      if (child.querySelector("main")) walk(child);
      else around.push(child);
    }
  };
  if (document.querySelector("main")) walk(document.body);
  const shape = one => `${one.localName}.${one.className}`;
  const frame = around.flatMap(one => [one, ...one.querySelectorAll("*:not(svg *)")]).map(shape).join(" ");
  if (known.includes(frame)) for (const one of around) one.dataset.known = "";
  return frame;
}"""
"""What is around the content (side bar, menus, account) is the same on most pages, three quarters of an organiser's:
it is known when the same elements with the same classes were looked at before."""
ALL_BUT_CONTRAST = ALL_RULES | {"rules": ALL_RULES["rules"] | {"color-contrast": {"enabled": False}}}
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
    """Return what is wrong with the page as it stands: from a phone, at all widths; at a desk, with its colours."""
    return _at_every_width(window) if window.page.viewport_size == PHONE else _at_a_desk(window.page)


def _at_every_width(window):
    page = window.page
    frame = page.evaluate(MARK_KNOWN_FRAME, list(window.frames))
    faults = reflow(page) + out_of_reach(page)
    page.evaluate(LAY_DOWN)
    load_axe(page)
    faults += side_bar(page) + sideways(page)
    page.evaluate(UNPAINT)
    with other_colours(page):
        found = contrast(page, window.judged)
    page.set_viewport_size(PHONE)
    found += violations(page, ALL_BUT_CONTRAST) + contrast(page, window.judged)
    window.frames.add(frame)
    return faults + sideways(page) + grave(page, found)


def _at_a_desk(page):
    page.evaluate(LAY_DOWN)
    load_axe(page)
    return side_bar(page) + sideways(page) + grave(page, violations(page, RULES_OF_COLOURS))


def reflow(page):
    """Return what makes the page scroll sideways in the narrowest window, which it is left in."""
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    return [f"{page.url}: wider than {NARROWEST} px: {one}" for one in page.evaluate(WIDER_THAN_THE_WINDOW)]


def side_bar(page):
    """Return where the organiser's side bar, its column and the colour painted below it differ in width."""
    widths = page.evaluate(SIDE_BARS)
    return [f"{page.url}: widths of the side bar: {found}" for found in widths if len(set(found)) > 1]
