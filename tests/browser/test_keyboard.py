"""The list of wishes without a mouse: every stop of the keyboard can be seen, and every action reached."""

import pytest
from playwright.sync_api import expect

from tests.builders.browser import PHONE, serve
from tests.builders.journey import person, say, wish

FOCUS = """() => {
  const one = document.activeElement;
  const drawn = [one, one.nextElementSibling, one.closest("label")].filter(Boolean).some((shown) => {
    const style = getComputedStyle(shown);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  return {id: one.id, tag: one.tagName, drawn, html: one.outerHTML.slice(0, 100)};
}"""
MOST_STOPS = 120


@pytest.fixture
def live(sqlite_template, tmp_path):
    with serve("forum-tiny", sqlite_template, tmp_path) as live:
        yield live


@pytest.fixture
def wishes(open_window, live):
    window = open_window(PHONE, language="en")
    window.log_in(person(live, "noemie.lambert@vellarix.example"), "en")
    return window.go(f"/e/{live.slug}/wishes")


def test_every_stop_of_the_keyboard_can_be_seen(wishes):
    page = wishes
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)

    assert len(stops) > 10
    assert [stop["html"] for stop in stops if not stop["drawn"]] == []


def test_a_wish_is_moved_changed_and_removed_by_the_keyboard(wishes, live):
    page = wishes
    first, second = (wish(live, "Vellarix", name).id for name in ("Cabinet Thiry-Sablon", "Southwall Seed"))
    order = page.locator(".wish-list > li")

    tab_to(page, f"#wish-{first} summary")
    page.keyboard.press("Enter")
    tab_to(page, f"#down-{first}")
    page.keyboard.press("Space")
    expect(order.first).to_have_attribute("id", f"wish-{second}")

    # the panel stays open and the focus where it was, for the next step
    expect(page.locator(f"#down-{first}")).to_be_focused()
    tab_to(page, f"#wish-{first} input[name=strength]")
    page.keyboard.press("ArrowRight")
    tab_to(page, f"#why-{first}")
    page.keyboard.type("Notre moteur")
    page.keyboard.press("Enter")
    expect(page.locator(f"#wish-{first} .wish-why")).to_contain_text("Notre moteur")
    expect(page.locator(f"#wish-{first} .pill").first).to_have_text(say("en", "Wanted"))

    tab_to(page, f"#wish-{second} summary")
    page.keyboard.press("Space")
    tab_to(page, f"#wish-{second} .btn-danger")
    page.keyboard.press("Enter")
    expect(page.locator(f"#wish-{second}")).to_have_count(0)


def tab_to(page, selector):
    """Press Tab until the focus is on one of the elements that the selector finds."""
    for _ in range(MOST_STOPS):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")
