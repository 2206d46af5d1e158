"""The way in on a small phone: from the first mail to three ranked wishes and painted times, in nine taps."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from matchmaker.base.db import open_session, transaction
from matchmaker.models import Absence, Event, Person, Registration, Wish
from tests.builders.browser import serve
from tests.builders.campaigns import remind
from tests.builders.journey import newest_mail, path_of

ZOE = "zoe@tervagne.example"
SMALL = {"width": 360, "height": 640}
MOST_TAPS = 9


@pytest.fixture
def live(sqlite_template, tmp_path):
    """The tiny forum, of which Zoé has heard nothing yet; nobody of her company has said a wish."""
    with serve("forum-tiny", sqlite_template, tmp_path) as live:
        with transaction(live.database_url) as session:
            zoe = session.exec(select(Registration).join(Person).where(Person.email == ZOE)).one()
            zoe.agreed_at = None
            for wish in session.exec(select(Wish).where(Wish.from_id == zoe.delegation_id)):
                session.delete(wish)
            remind(session, session.exec(select(Event)).one())
        yield live


def test_nine_taps_and_no_typing(open_window, live):
    window, taps = open_window(SMALL), []
    page = window.page

    def tap(locator):
        locator.click()
        taps.append(page.url)

    window.go(path_of(newest_mail(live, ZOE).links[0]))
    taps.append("the button of the mail")
    tap(page.locator("main form button[name=person]"))
    tap(page.locator("form[action$='/welcome'] button"))
    expect(page).to_have_url(f"{live.url}/e/{live.slug}/next")
    for number in range(1, 4):
        tap(page.locator(".suggestion-list button").first)
        expect(page.locator("#what-now li:has(> b.num)")).to_have_count(number)
    tap(page.locator("a[href$='/availability']").first)
    slot = page.locator("label.slot").first
    tap(slot)
    tap(page.locator(".sticky-action button"))

    assert len(taps) == MOST_TAPS
    expect(page).to_have_url(f"{live.url}/e/{live.slug}/next")
    with open_session(read_only=True, url=live.database_url) as session:
        zoe = session.exec(select(Registration).join(Person).where(Person.email == ZOE)).one()
        ranks = session.exec(select(Wish.rank).where(Wish.from_id == zoe.delegation_id)).all()
        absent = session.exec(select(Absence).where(Absence.registration_id == zoe.id)).all()
    assert sorted(ranks) == [1, 2, 3]
    assert len(absent) == 1


def test_a_used_link_brings_a_new_one_with_one_tap(open_window, live):
    window = open_window(SMALL)
    page, link = window.page, path_of(newest_mail(live, ZOE).links[0])
    window.go(link)
    page.locator("main form button[name=person]").click()
    page.locator("header details summary").last.click()
    page.locator("form[action='/logout'] button").click()
    window.go(link)

    page.locator("main form button").click()
    window.go(path_of(newest_mail(live, ZOE).links[0]))
    page.locator("main form button[name=person]").click()

    expect(page).to_have_url(f"{live.url}/e/{live.slug}/welcome")
    window.problems.clear()  # the browser reports the answer 410 itself
