"""The draft edited without a mouse and with one, while a colleague looks on in another browser."""

import pytest
from playwright.sync_api import expect
from sqlmodel import Session

from matchmaker.base.db import get_engine, open_session, transaction
from matchmaker.drafts.planning.loading import read_held
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import Scenario
from tests.builders.browser import DESK, PHONE, serve_empty
from tests.builders.drafts import Draft
from tests.builders.factories import make_staff
from web.auth.identity import StaffUser

PATIENCE = 20_000
"""Milliseconds that a loaded machine may take for an edit, or for a colleague's page to hear of it."""


def spots(draft: Draft, url: str) -> dict[int, MeetingSpot]:
    """Where the meetings are now; the server writes to the same file, so that no transaction stays open."""
    with open_session(read_only=True, url=url) as session:
        held = read_held(session, session.get_one(Scenario, draft.scenario.id))
        return {number: one.spot for number, one in held.items()}


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    with serve_empty(sqlite_template, tmp_path_factory.mktemp("draft")) as live:
        yield live


@pytest.fixture
def draft(live):
    with Session(get_engine(live.database_url), expire_on_commit=False) as session:
        draft = Draft(session)
        session.commit()
        forum = draft.forum
        for row in (draft.staff, draft.event, draft.scenario, *forum.slots, *forum.tables, *forum.people.values()):
            session.refresh(row)  # commands have expired them; the test reads them without a transaction
    return draft


def test_a_meeting_is_moved_by_keys_seen_by_a_colleague_and_undone(open_window, live, draft):
    with transaction(live.database_url) as session:
        bert = make_staff(session, draft.event, name="Bert")
    before, number = spots(draft, live.database_url), draft.meetings["AB"]
    windows = {}
    for who in (draft.staff, bert):
        windows[who.name] = open_window(DESK, language="en")
        windows[who.name].log_in(StaffUser(who), "en")
        windows[who.name].go(f"/o/{draft.event.slug}/draft")
    page, other = windows["Anne"].page, windows["Bert"].page

    page.locator(f"td:has([data-meeting='{number}'])").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("td.can-free")).to_have_count(6)
    expect(page.locator("#announcer")).to_contain_text("2 other times are possible.")
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#messages")).to_contain_text("Moved: A – B", timeout=PATIENCE)

    slot = draft.slot(2)
    expect(page.locator(f"tr[data-row='{draft.person('A')}'] > td[data-slot='{slot}']")).to_be_focused()
    expect(other.locator(".cell-fresh")).to_have_count(2, timeout=PATIENCE)
    expect(other.locator("[data-colleagues]")).to_contain_text("Anne is here too")
    # who else is here is told apart: the answer to one's own edit stays
    expect(page.locator("#announcer-aside")).to_contain_text("Bert is here too", timeout=PATIENCE)
    expect(page.locator("#announcer")).to_contain_text("Moved: A – B")
    assert spots(draft, live.database_url)[number].slot_id == slot

    page.keyboard.press("Control+z")
    expect(page.locator("#messages")).to_contain_text("Taken back.", timeout=PATIENCE)
    assert spots(draft, live.database_url) == before


@pytest.mark.parametrize("size", [{"width": 768, "height": 760}, PHONE], ids=["tablet", "phone"])
def test_on_a_narrow_page_the_panel_leaves_the_grid_to_be_seen_and_no_empty_page_below(open_window, live, draft, size):
    window = open_window(size, language="en")
    window.log_in(StaffUser(draft.staff), "en")
    page = window.go(f"/o/{draft.event.slug}/draft")

    page.locator(f"[data-meeting='{draft.meetings['AB']}']").first.click()
    expect(page.locator(".draft-picked")).to_be_in_viewport(timeout=PATIENCE)

    grid, panel, last = (page.locator(one).bounding_box() for one in (".grid-scroll", ".draft-picked", "#draft"))
    assert grid["y"] + grid["height"] <= panel["y"]
    assert page.locator(".cell-up").first.bounding_box()["y"] < panel["y"]
    rest = page.evaluate("document.documentElement.scrollHeight - scrollY") - last["y"] - last["height"]
    assert rest < 100


def test_of_two_who_move_one_meeting_the_second_is_refused_and_sees_the_first(open_window, live, draft):
    """Bert's page does not hear of the edit in time: what he does with a state that is old overwrites nothing."""
    with transaction(live.database_url) as session:
        bert = make_staff(session, draft.event, name="Bert")
    number, pages = draft.meetings["AB"], {}
    for who in (draft.staff, bert):
        window = open_window(DESK, language="en")
        window.log_in(StaffUser(who), "en")
        window.context.add_init_script("window.setInterval = () => 0")
        pages[who.name] = window.go(f"/o/{draft.event.slug}/draft?meeting={number}")

    pages["Anne"].locator(f"form[data-slot='{draft.slot(2)}'] button").click()
    expect(pages["Anne"].locator("#messages")).to_contain_text("Moved: A – B", timeout=PATIENCE)
    pages["Bert"].locator(f"form[data-slot='{draft.slot(3)}'] button").click()

    expect(pages["Bert"].locator("#messages")).to_contain_text(
        "A colleague has changed the draft meanwhile", timeout=PATIENCE
    )
    expect(pages["Bert"].locator(f"td[data-slot='{draft.slot(2)}'] [data-meeting='{number}']")).to_have_count(2)
    assert spots(draft, live.database_url)[number].slot_id == draft.slot(2)


def test_two_meetings_change_places_by_keys(open_window, live, draft):
    window = open_window(DESK, language="en")
    window.log_in(StaffUser(draft.staff), "en")
    page = window.go(f"/o/{draft.event.slug}/draft")
    before = spots(draft, live.database_url)
    one, other = draft.meetings["AB"], draft.meetings["CD"]

    page.locator(f"td:has([data-meeting='{one}'])").first.focus()
    page.keyboard.press("Enter")
    page.locator("form[data-swap] button").press("Enter")
    expect(page.locator("#announcer")).to_contain_text("With 1 other meeting a swap is possible", timeout=PATIENCE)
    expect(page.locator("td.can-free")).to_have_count(2)
    expect(page.locator(f"td:has([data-meeting='{one}']):focus")).to_have_count(1)

    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.locator(f"[data-swap-with='{other}'] form button").press("Enter")
    expect(page.locator("#messages")).to_contain_text("Swapped: A – B / C – D", timeout=PATIENCE)

    after = spots(draft, live.database_url)
    assert (after[one].place_id, after[other].place_id) == (before[other].place_id, before[one].place_id)


def test_a_meeting_is_dragged_to_a_table(open_window, live, draft):
    window = open_window(DESK, language="en")
    window.log_in(StaffUser(draft.staff), "en")
    page = window.go(f"/o/{draft.event.slug}/draft?by=tables")
    held, asked = page.locator(f"[data-meeting='{draft.meetings['AB']}']"), []
    page.on("request", lambda request: asked.append(request.url) if "/draft/pick" in request.url else None)

    held.hover()
    with page.expect_response("**/draft/pick**"):  # asked for before it is carried
        page.mouse.down()
    page.mouse.move(300, 300)
    page.mouse.move(310, 310)
    expect(page.locator("td.can-free").first).to_be_visible()
    cell = page.locator(f"tr[data-row='{draft.table(2)}'] > td[data-slot='{draft.slot(3)}']")
    cell.hover()
    page.mouse.up()
    expect(page.locator("#messages")).to_contain_text("Moved: A – B", timeout=PATIENCE)

    spot = spots(draft, live.database_url)[draft.meetings["AB"]]
    assert (spot.slot_id, spot.place_id, len(asked)) == (draft.slot(3), draft.table(2), 1)
