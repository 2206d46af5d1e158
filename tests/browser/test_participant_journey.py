"""A participant's way on a phone, from the mail link to the calendar file; after each step also what others see.

Petra comes to a forum for which her colleague has already made two wishes. Zoé and Fanny look on from outside.
"""

import re
from datetime import time

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from matchmaker.i18n import format_time
from tests.browser.conftest import PHONE, serve
from tests.browser.journey import delegation, newest_mail, path_of, person, publish_schedule, say, wish, words

PETRA, ZOE, FANNY = "p.oezdemir@eifelwerk.example", "zoe@tervagne.example", "fanny.dubois@clermeuse.example"
HERS, THEIRS, FANNYS = "Eifelwerk Sensorik GmbH", "Tervagne Sécurité", "Commune de Clermeuse"


@pytest.fixture
def live(sqlite_template, tmp_path):
    with serve("forum-tiny", sqlite_template, tmp_path) as live:
        yield live


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_mail_link_to_the_calendar_file(open_window, live, language, javascript):
    base = f"/e/{live.slug}"
    petra = open_window(PHONE, javascript=javascript, language=language)
    zoe, fanny = open_window(PHONE, language=language), open_window(PHONE, language=language)
    zoe.log_in(person(live, ZOE), language)
    fanny.log_in(person(live, FANNY), language)

    # a link instead of a password; opening it changes nothing, a tap logs in
    page = petra.go("/login")
    choose_language(page, language)
    page.locator("input[name=email]").fill(PETRA)
    page.locator("main form button[type=submit]").click()
    assert PETRA in words(page)
    link = path_of(newest_mail(live, PETRA).links[0])
    petra.go(link)
    petra.go(link)
    page.get_by_role("button", name=re.compile("Petra Özdemir")).click()
    petra.go(link)
    assert page.get_by_role("button", name=re.compile("Petra Özdemir")).count() == 0
    petra.problems.clear()  # the browser reports the answer 410 itself

    # nothing before the agreement
    petra.go(f"{base}/wishes")
    assert page.url.endswith("/welcome")
    assert page.locator("h1").inner_text() == say(language, "Welcome, %(name)s") % {"name": "Petra"}
    page.locator("form[action$='/welcome'] button").click()
    assert not page.url.endswith("/welcome")

    # the company card, which everyone sees
    petra.go(f"{base}/company")
    page.locator("textarea[name=offers_text]").fill("Funksensoren für Kühlketten")
    page.get_by_role("button", name=say(language, "Save the company card")).click()
    assert page.locator("textarea[name=offers_text]").input_value() == "Funksensoren für Kühlketten"
    zoe.go(f"{base}/directory/{delegation(live, HERS)}")
    assert "Funksensoren für Kühlketten" in words(zoe.page)

    # her own card; her telephone is for the organisers
    petra.go(f"{base}/card")
    page.locator("input[name=job_title]").fill("Vertriebsleiterin")
    page.get_by_role("button", name=say(language, "Save my card")).click()
    zoe.page.reload()
    assert "Vertriebsleiterin" in words(zoe.page)
    assert "0108" not in zoe.page.content()

    # the directory: a search by a person's name, and one tap
    petra.go(f"{base}/directory")
    page.locator("input[name=q]").fill("Lambert")
    if not javascript:
        page.keyboard.press("Enter")
    expect(page.locator(".company-list .company")).to_have_count(1)
    assert page.locator(".company-list .company-name").inner_text() == "Vellarix"
    page.locator(f"#add-{delegation(live, 'Vellarix')}").click()
    page.locator(f"#add-{delegation(live, 'Vellarix')}").wait_for(state="detached")
    petra.go(f"{base}/wishes")
    assert wished(page) == ["Waasmeer Logistics BV", "Cabinet Thiry-Sablon", "Vellarix"]

    # her list: up, and stronger, with a line of why; the other side sees the line, not rank or strength
    new = wish(live, HERS, "Vellarix").id
    page.locator(f"#wish-{new} summary").click()
    page.locator(f"#up-{new}").click()
    page.locator(f".wish-list li:nth-child(2)#wish-{new}").wait_for()
    panel = page.locator(f"#wish-{new}")
    panel.locator(".choice", has=page.locator("input[value=must]")).click()
    panel.locator("input[name=why]").fill("Sensoren im Regal")
    panel.get_by_role("button", name=say(language, "Save the wish")).click()
    page.locator(f"#wish-{new} .pill-must").wait_for()
    assert wished(page) == ["Waasmeer Logistics BV", "Vellarix", "Cabinet Thiry-Sablon"]
    noemie = open_window(PHONE, language=language)
    noemie.log_in(person(live, "noemie.lambert@vellarix.example"), language)
    noemie.go(f"{base}/interest")
    shown = noemie.page.locator(f"#interest-{new}")
    assert "Sensoren im Regal" in shown.inner_text()
    assert say(language, "Must") not in shown.inner_text()
    shown.locator("button[value=yes]").click()
    noemie.page.locator(f"#interest-{new} button[value=yes][aria-pressed=true]").wait_for()
    page.reload()
    assert say(language, "Mutual yes") in page.locator(f"#wish-{new}").inner_text()

    # never meet: a page says what it means first; the other side reads on as if nothing had been
    fanny.go(f"{base}/directory/{delegation(live, HERS)}")
    before = words(fanny.page)
    petra.go(f"{base}/directory/{delegation(live, FANNYS)}")
    page.locator("a[href$='/veto']").click()
    page.locator("form[action$='/veto'] button").click()
    assert FANNYS in page.locator("#vetoes").inner_text()
    fanny.page.reload()
    assert words(fanny.page) == before

    # interest: Zoé wishes to meet them; a "no" is silence to her, and a "yes" is not
    zoe.go(f"{base}/directory")
    zoe.page.locator(f"#add-{delegation(live, HERS)}").click()
    zoe.page.locator(f"#add-{delegation(live, HERS)}").wait_for(state="detached")
    asked = wish(live, THEIRS, HERS).id
    silence = state_of(zoe, base, asked)
    petra.go(f"{base}/interest")
    answer(page, asked, "no")
    assert state_of(zoe, base, asked) == silence
    answer(page, asked, "yes")
    assert state_of(zoe, base, asked) != silence

    # when she can: a slot painted away
    half_past_ten = format_time(time(10, 30), language)
    petra.go(f"{base}/availability")
    painted = page.locator("label.slot").filter(has_text=half_past_ten).locator("input")
    assert painted.is_checked()
    painted.locator("..").click()
    page.get_by_role("button", name=say(language, "Save my times")).click()
    assert not painted.is_checked()

    # before anything is published there is no meeting to see
    petra.go(f"{base}/agenda")
    assert page.locator("li.agenda-line").count() == 0

    publish_schedule(live)

    # the agenda with a reason for each meeting, and kind words for what could not be placed
    petra.go(f"{base}/agenda")
    partners = page.locator("li.agenda-line", has=page.locator("details")).locator(".grow > b").all_inner_texts()
    assert partners
    assert FANNYS not in words(page)
    assert half_past_ten not in page.locator(".agenda-time b").all_inner_texts()
    reasons = page.locator("li.agenda-line details").locator("xpath=..").locator(".grow .text-muted").all_inner_texts()
    assert len([reason for reason in reasons if reason.strip()]) == len(partners)
    mail = newest_mail(live, PETRA)
    assert all(partner in mail.text for partner in partners)

    # the other side reads its own reasons, never her rank, strength or veto
    noemie.go(f"{base}/agenda")
    hers = noemie.page.locator("li.agenda-line", has_text=HERS)
    if "Vellarix" in partners:
        assert hers.count() == 1
        assert re.search(r"\d", hers.locator(".text-muted").first.inner_text()) is None
    fanny.go(f"{base}/agenda")
    assert HERS not in words(fanny.page)

    # in her calendar: the page that explains, and the file
    page.locator("a[href$='/calendar']").first.click()
    assert page.locator("#feed-address").input_value().endswith("/agenda.ics")
    with page.expect_download() as download:
        page.locator(f"a[href='{base}/agenda.ics']").click()
    events = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    summaries = [str(event["SUMMARY"]) for event in events]
    assert all(any(partner in summary for summary in summaries) for partner in partners)

    # nobody else gets in: her pages are no pages for who is not logged in
    stranger = open_window(PHONE, language=language)
    stranger.go(f"{base}/agenda")
    assert "/login" in stranger.page.url


def choose_language(page, language):
    page.locator("details.language-menu summary").first.click()
    page.locator(f"details.language-menu button[value={language}]").first.click()
    assert page.locator("html").get_attribute("lang") == language


def wished(page):
    return [name.partition(" · ")[2] for name in page.locator(".wish-list .company-name").all_inner_texts()]


def answer(page, wish_id, said):
    page.locator(f"#interest-{wish_id} button[value={said}]").click()
    page.locator(f"#interest-{wish_id} button[value={said}][aria-pressed=true]").wait_for()


def state_of(window, base, wish_id):
    window.go(f"{base}/wishes")
    return " ".join(window.page.locator(f"#wish-{wish_id}").inner_text().split())
