"""An organiser's way at a desk: from a file with mistakes to the second release of a schedule.

The forum is the large sample, so that a run lasts long enough to be watched and stopped.
"""

import csv
import io
import re

import pytest
from playwright.sync_api import expect
from sqlmodel import col, func, select

from matchmaker.base.db import open_session
from matchmaker.models import Message, Person, Registration, Wish
from tests.builders.browser import DESK, ORGANISER, PASSWORD, PHONE, serve
from tests.builders.journey import person, words, worker
from tests.builders.paths import FIXTURES

PARTICIPANTS = (FIXTURES / "forum-namur" / "participants.csv").read_text(encoding="utf-8")
STREAM_PATIENCE = 60_000
"""Milliseconds."""
APPLY = "button[formaction$='/apply']"


@pytest.fixture
def live(sqlite_template, tmp_path):
    with serve("forum-namur", sqlite_template, tmp_path) as live:
        yield live


@pytest.mark.slow
def test_from_a_faulty_file_to_the_first_release_without_scripts(open_window, live):
    desk = open_window(DESK, javascript=False, language="en-GB")

    with worker():
        from_a_faulty_file_to_the_first_release(desk, live, javascript=False)


@pytest.mark.slow
def test_from_a_faulty_file_to_the_second_release(open_window, live):
    desk = open_window(DESK, language="en-GB")
    base = f"/o/{live.slug}"

    with worker():
        from_a_faulty_file_to_the_first_release(desk, live, javascript=True)
        take_back_a_wish(live, open_window(PHONE, language="en"))
        second = runs_and_stops(desk, base, mode="afresh")
        named = named_in_the_difference(desk, second)
        before = mails(live)
        assert publishes(desk, second) == len(named)
        assert mails(live) == before + len(named)
        assert receivers(live, newest=len(named)) == set(named)
        assert releases(desk, base) == 2


def from_a_faulty_file_to_the_first_release(desk, live, *, javascript):
    base = f"/o/{live.slug}"
    logs_in_and_comes_where_wanted(desk, f"{base}/import/participants")
    a_faulty_file_changes_nothing(desk)
    the_right_file_changes_something_once(desk, base)
    first = runs_and_stops(desk, base)
    looks_at_numbers_and_grid(desk, javascript)
    assert publishes(desk, first) == mails(live)
    assert releases(desk, base) == 1


def logs_in_and_comes_where_wanted(desk, wanted):
    page = desk.go(wanted)
    page.locator("details.language-menu summary").first.click()
    page.get_by_role("button", name="English").click()
    page.locator("input[name=email]").fill(ORGANISER)
    page.locator("input[name=password]").fill("not the password")
    page.locator("main form button[type=submit]").click()
    assert "do not belong together" in words(page)
    desk.problems.clear()  # the browser reports the answer 422 itself

    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()

    assert page.url.endswith(wanted)


def a_faulty_file_changes_nothing(desk):
    """Each mistake is named at its line; there is nothing to apply."""
    people = count(desk.live, Registration)

    show(desk.page, faulty())

    assert "not an email" in words(desk.page)
    wrong = desk.page.locator("fieldset.mend:has(.pill-bad) legend").all_inner_texts()
    assert [line.partition(" ·")[0] for line in wrong] == ["Line 2", "Line 3"]
    expect(desk.page.locator(APPLY)).to_have_count(0)
    assert count(desk.live, Registration) == people


def the_right_file_changes_something_once(desk, base):
    people = count(desk.live, Registration)
    page = desk.go(f"{base}/import/participants")
    show(page, with_a_newcomer())
    assert count(desk.live, Registration) == people

    page.locator(APPLY).click()

    assert page.url.endswith(f"{base}/import")
    assert count(desk.live, Registration) == people + 1
    desk.go(f"{base}/people?q=Maëlle")
    assert "Maëlle Quertinmont" in words(page)
    desk.go(f"{base}/import/participants")
    show(page, with_a_newcomer())
    expect(page.locator(APPLY)).to_have_count(0)


def looks_at_numbers_and_grid(desk, javascript):
    page = desk.page
    assert re.search(r"stopped after \d+ s, best kept", words(page))
    expect(page.locator(".kpi-number")).to_have_count(5)

    page.get_by_role("link", name="Open the grid").click()
    people = page.locator("table.grid tbody tr:visible").count()
    assert people > 60
    page.get_by_role("link", name="Tables").click()
    assert 0 < page.locator("table.grid tbody tr:visible").count() < people

    page.locator("[data-grid-filter] input[type=search]").fill("T18")
    if not javascript:
        page.keyboard.press("Enter")
    expect(page.locator("table.grid tbody tr:visible")).to_have_count(1)


def named_in_the_difference(desk, scenario):
    """Return whose agenda changes, as the page says before anything is sent."""
    page = desk.go(f"{scenario}/publish")
    named = page.locator("details > summary > b").all_inner_texts()
    assert named
    assert str(len(named)) in re.findall(r"\d+", page.locator(".page-sentence").inner_text())
    return named


def releases(desk, base):
    return desk.go(f"{base}/releases").locator("main tbody tr").count()


def show(page, text):
    """Choose a file and look at what it would do."""
    page.locator("input[type=file]").set_input_files(
        {"name": "participants.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.locator("main form[enctype] button[type=submit]").click()


def faulty():
    """Two lines that cannot be used: a wrong address, and a category that does not exist."""
    rows = list(csv.DictReader(io.StringIO(PARTICIPANTS)))[:4]
    rows[0]["email"] = "not an email"
    rows[1]["category"] = "platinum"
    return written(rows)


def with_a_newcomer():
    rows = list(csv.DictReader(io.StringIO(PARTICIPANTS)))
    newcomer = rows[0] | {"first_name": "Maëlle", "last_name": "Quertinmont", "email": "maelle@newcomer.example"}
    return written([newcomer])


def written(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def runs_and_stops(desk, base, mode=""):
    """Start a run, follow it until there is a schedule, stop it; return the scenario's address."""
    page = desk.page
    desk.go(f"{base}/schedule")
    page.locator("input[name=seconds][value='120']").check()
    if mode:
        page.locator(f"input[name=mode][value={mode}]").check()
        page.locator("input[name=allowance]").press("ArrowRight")
        words = "3 people for a “must”, 1 for a “want”, 0 for an open wish"
        expect(page.locator("output[for=allowance]")).to_have_text(words)
        expect(page.locator("input[name=allowance]")).to_have_attribute("aria-valuetext", words)
    page.locator("#start button[type=submit]").click()
    assert "/runs/" in page.url
    expect(page.locator("#run-numbers svg").first).to_be_visible(timeout=STREAM_PATIENCE)
    page.locator("form[action$='/stop'] button").click()
    page.wait_for_url("**/scenarios/*", timeout=STREAM_PATIENCE)
    return page.url.removeprefix(desk.live.url)


def publishes(desk, scenario):
    """Publish and return how many people the button said would be told."""
    desk.go(f"{scenario}/publish")
    button = desk.page.locator("#confirm button[value=final]")
    told = re.search(r"tell (\d+) p", button.inner_text())
    button.click()
    desk.page.wait_for_url("**/releases")
    return int(told[1]) if told else 0


def take_back_a_wish(live, guest):
    """Somebody with a meeting removes the first wish of their list."""
    with open_session(read_only=True, url=live.database_url) as session:
        found = (
            select(Person.email)
            .join(Registration, col(Registration.person_id) == col(Person.id))
            .join(Wish, col(Wish.from_id) == col(Registration.delegation_id))
            .where(col(Registration.agreed_at).is_not(None))
            .order_by(col(Person.id))
        )
        address = session.exec(found).first()
    guest.log_in(person(live, address), "en")
    guest.go(f"/e/{live.slug}/wishes")
    first = guest.page.locator(".wish-list li").first
    wish_id = first.get_attribute("id")
    first.locator("summary").click()
    first.locator("form[action$='/remove'] button").click()
    expect(guest.page.locator(f"#{wish_id}")).to_have_count(0)


def count(live, table):
    with open_session(read_only=True, url=live.database_url) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def mails(live):
    with open_session(read_only=True, url=live.database_url) as session:
        published = select(func.count()).select_from(Message).where(Message.kind == "schedule_published")
        return session.exec(published).one()


def receivers(live, newest):
    """The names of those who got the newest mails."""
    with open_session(read_only=True, url=live.database_url) as session:
        found = (
            select(Person)
            .join(Registration, col(Registration.person_id) == col(Person.id))
            .join(Message, col(Message.registration_id) == col(Registration.id))
            .order_by(col(Message.id).desc())
            .limit(newest)
        )
        return {one.name for one in session.exec(found)}
