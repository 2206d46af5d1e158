"""What was typed when the log-in had ended is back on its page after the next log-in, once, for the same reader."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.models import Person
from matchmaker.people.commands.sessions import end_sessions
from tests.builders.browser import PHONE, serve
from tests.builders.journey import newest_mail, path_of, person, say

ZOE, FANNY = "zoe@tervagne.example", "fanny.dubois@clermeuse.example"
WORDS = "Responsable des achats"


@pytest.fixture
def live(sqlite_template, tmp_path):
    with serve("forum-tiny", sqlite_template, tmp_path) as live:
        yield live


@pytest.fixture
def typed(open_window, live):
    """Zoé's card, sent after her log-ins have ended: she stands before the log-in."""
    window = open_window(PHONE)
    window.log_in(person(live, ZOE), "fr")
    page = window.go(f"/e/{live.slug}/card")
    page.locator("input[name=job_title]").fill(WORDS)
    page.locator("input[name=lunch_free]").check()
    with transaction(live.database_url) as session:
        end_sessions(session, session.exec(select(Person).where(Person.email == ZOE)).one())
    page.locator("main .sticky-action button").click()
    return window


def test_it_is_back_after_the_log_in_and_can_be_sent(typed, live):
    page = typed.page
    expect(page.locator("#messages")).to_contain_text(
        say("fr", "Your log-in has ended, so nothing was saved. Log in, and you are back where you were.")
    )
    page.locator("input[name=email]").fill(ZOE)
    page.locator("main form button[type=submit]").click()
    typed.go(path_of(newest_mail(live, ZOE).links[0]))
    page.locator("main form button[name=person]").click()

    expect(page).to_have_url(f"{live.url}/e/{live.slug}/card")
    expect(page.locator("#messages")).to_contain_text(say("fr", "What you had typed is back. It is not saved yet."))
    expect(page.locator("input[name=job_title]")).to_have_value(WORDS)
    expect(page.locator("input[name=lunch_free]")).to_be_checked()
    page.locator("main .sticky-action button").click()
    typed.go(f"/e/{live.slug}/card")
    expect(page.locator("input[name=job_title]")).to_have_value(WORDS)
    expect(page.locator("#messages")).not_to_contain_text(say("fr", "What you had typed is back. It is not saved yet."))


def test_another_reader_of_the_same_browser_sees_nothing_of_it(typed, live):
    typed.log_in(person(live, FANNY), "fr")

    page = typed.go(f"/e/{live.slug}/card")

    expect(page.locator("input[name=job_title]")).not_to_have_value(WORDS)
    assert page.evaluate("localStorage.length") == 0


def test_a_page_of_an_earlier_log_in_leads_back_to_its_form_as_it_was_typed(open_window, live):
    """Another tab has logged out and in again: the token of the page is not that of the new log-in."""
    window = open_window(PHONE)
    window.log_in(person(live, ZOE), "fr")
    page = window.go(f"/e/{live.slug}/card")
    page.locator("input[name=job_title]").fill(WORDS)
    window.log_in(person(live, ZOE), "fr")
    page.locator("main .sticky-action button").click()

    page.get_by_role("link", name=say("fr", "Back to the form, with what I typed")).click()

    expect(page).to_have_url(f"{live.url}/e/{live.slug}/card")
    expect(page.locator("input[name=job_title]")).to_have_value(WORDS)
    page.locator("main .sticky-action button").click()
    typed = window.go(f"/e/{live.slug}/card")
    expect(typed.locator("input[name=job_title]")).to_have_value(WORDS)
    window.problems.clear()  # the browser reports the answer 400 itself
