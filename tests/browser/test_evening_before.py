"""The evening before, a company of one telephones: few clicks, under a minute, and all who must know are told."""

import re
import time
from collections import defaultdict

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from matchmaker.base.db import open_session
from matchmaker.models import EntryKind, Message, Person, Registration, ReleaseEntry, row_id
from tests.builders.browser import DESK, organiser_of, serve
from tests.builders.journey import publish_schedule, worker
from web.auth.identity import StaffUser

MOST_CLICKS, MOST_SECONDS, TOLD = 6, 60, 12
COUNT = """addEventListener("click", event => {
  if (event.isTrusted && event.detail) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true)"""
"""Real clicks only: Enter in a field clicks the button of its form."""


@pytest.fixture
def live(sqlite_template, tmp_path):
    with serve("forum-namur", sqlite_template, tmp_path) as live:
        yield live


@pytest.mark.slow
def test_a_withdrawal_by_telephone_takes_six_clicks_and_less_than_a_minute(open_window, live):
    publish_schedule(live, 8)
    caller, partners = who_calls(live)
    before = mails(live)
    desk = open_window(DESK, language="en-GB")
    desk.log_in(StaffUser(organiser_of(live)), "en")
    desk.context.add_init_script(COUNT)
    page = desk.go(f"/o/{live.slug}/")

    began = time.monotonic()
    with worker():
        page.get_by_role("link", name="Something has changed").first.click()
        page.get_by_role("link", name="Somebody is not coming").click()
        page.get_by_role("searchbox").click()
        page.keyboard.type(caller.name)
        page.get_by_role("button", name=caller.name).click()
        only_cancel = page.locator("form:has(button[value=only_cancel])")
        expect(only_cancel).to_be_visible(timeout=MOST_SECONDS * 1000)
        only_cancel.get_by_role("button").click()
    named = set(page.locator("details > summary > b").all_inner_texts())
    publish = page.locator("#confirm button[value=final]")
    said = re.search(r"tell (\d+) p", publish.inner_text())
    publish.click()
    page.wait_for_url("**/releases")
    took = time.monotonic() - began

    told = mails(live)[len(before) :]
    assert named == partners | {caller.name}
    assert (set(told), len(told), said and int(said[1])) == (named, len(named), len(named))
    assert abs(len(named) - TOLD) <= 2  # the solver may give nobody just so many
    assert int(page.evaluate("sessionStorage.clicks")) <= MOST_CLICKS
    assert took < MOST_SECONDS


def who_calls(live) -> tuple[Person, set[str]]:
    """Return somebody who comes alone and meets eleven others, else nearly so many, and the names of those."""
    with open_session(read_only=True, url=live.database_url) as session:
        names = dict(session.exec(select(Registration.id, Person).join(Person)).all())
        alone = defaultdict(list)
        for one in session.exec(select(Registration)):
            alone[one.delegation_id].append(row_id(one))
        meets = defaultdict(set)
        uids = defaultdict(set)
        for entry in session.exec(select(ReleaseEntry).where(ReleaseEntry.kind == EntryKind.MEETING)):
            uids[entry.uid].add(entry.registration_id)
        for people in uids.values():
            for one in people:
                meets[one] |= people - {one}
        callers = [people[0] for people in alone.values() if len(people) == 1]
        caller = min(callers, key=lambda one: (abs(len(meets[one]) - (TOLD - 1)), one))
        return names[caller], {names[one].name for one in meets[caller]}


def mails(live) -> list[str]:
    """Return the names of those to whom a schedule was mailed, in that order."""
    with open_session(read_only=True, url=live.database_url) as session:
        found = (
            select(Person)
            .join(Registration, col(Registration.person_id) == col(Person.id))
            .join(Message, col(Message.registration_id) == col(Registration.id))
            .where(Message.kind == "schedule_published")
            .order_by(col(Message.id))
        )
        return [one.name for one in session.exec(found)]
