"""Where the focus is, and what is told aloud, after something was moved, removed, brought back or saved."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.models import Event, Registration, StaffRole
from matchmaker.wishes.commands.vetoes import add_veto
from tests.builders.browser import DESK, PHONE, organiser_of, serve
from tests.builders.factories import make_staff
from tests.builders.journey import delegation, person, say, wish
from web.auth.identity import StaffUser

NOEMIE = "noemie.lambert@vellarix.example"
RING = """() => {
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(document.activeElement);
  return [outlineStyle, parseFloat(outlineWidth) > 0, boxShadow];
}"""


@pytest.fixture
def live(sqlite_template, tmp_path):
    with serve("forum-tiny", sqlite_template, tmp_path) as live:
        yield live


@pytest.fixture
def page(open_window, live):
    """The phone of somebody who uses the keyboard."""
    window = open_window(PHONE, language="en")
    window.log_in(person(live, NOEMIE), "en")
    return window.page


def press(page, selector):
    """Press Enter on a control, as somebody does who came there with the keyboard."""
    page.locator(selector).press("Enter")


def told(page, english, **values):
    """Expect a sentence in the live region."""
    expect(page.locator("#announcer")).to_contain_text(say("en", english) % values)


def test_the_focus_stays_by_a_wish_that_is_moved_removed_and_brought_back(page, live):
    first, _second, last = (
        wish(live, "Vellarix", name).id for name in ("Cabinet Thiry-Sablon", "Southwall Seed", "Clinique de Sambrelle")
    )
    page.goto(f"{live.url}/e/{live.slug}/wishes?open={last}")
    region = page.locator("#announcer").element_handle()

    # no longer offered at the top: the next control of the same wish takes over, but never one that removes
    press(page, f"#top-{last}")
    expect(page.locator(f"#wish-{last} input[name=strength]:focus")).to_have_count(1)

    press(page, f"#wish-{last} .btn-danger")
    expect(page.locator(f"#wish-{last}")).to_have_count(0)
    expect(page.locator(f"#wish-{first} .company-name")).to_be_focused()
    told(page, "The wish for %(name)s is removed. Nobody is told.", name="Clinique de Sambrelle")

    press(page, "#undo-remove")
    expect(page.locator(".wish summary:focus")).to_have_accessible_name(
        say("en", "Change the wish for %(name)s") % {"name": "Clinique de Sambrelle"}
    )
    told(page, "The wish is back, as number %(rank)d.", rank=1)
    assert region.is_visible()


def test_the_focus_returns_when_a_form_leads_back_to_its_page(page, live):
    with transaction(live.database_url) as session:
        mine = session.get_one(Registration, session.exec(select(Registration.id).order_by(Registration.id)).first())
        for name in ("Waasmeer Logistics BV", "Eifelwerk Sensorik GmbH"):
            add_veto(session, mine, delegation(live, name))
    page.goto(f"{live.url}/e/{live.slug}/wishes")

    press(page, "#vetoes li:first-child button")
    expect(page.locator("#vetoes li")).to_have_count(1)
    expect(page.locator("#vetoes li button")).to_be_focused()
    told(page, "Taken back: a meeting with them is possible again.")


def test_the_focus_returns_to_a_line_of_the_team_and_shows_in_forced_colours(open_window, live):
    organiser = StaffUser(organiser_of(live))
    with transaction(live.database_url) as session:
        make_staff(session, session.exec(select(Event)).one(), StaffRole.HELPER, name="Hugo", email="h@cluster.example")
    window = open_window(DESK, language="en")
    window.log_in(organiser, "en")
    page = window.go(f"/o/{live.slug}/team")
    saves = page.locator(".team-line").filter(has_text="Hugo").locator("button")

    saves.press("Enter")
    page.wait_for_load_state()

    expect(saves).to_be_focused()
    page.emulate_media(forced_colors="active")
    assert page.evaluate(RING)[:2] == ["solid", True]
