"""A participant's way on a phone, from the mail link to the calendar file; after each step also what others see.

Petra comes to a forum for which her colleague has already made two wishes. Zoé, Fanny and Noémie look on from outside.
"""

import re
from dataclasses import dataclass
from datetime import time

import pytest
from icalendar import Calendar
from playwright.sync_api import expect
from sqlmodel import col, select

from matchmaker.base.db import transaction
from matchmaker.base.i18n import format_time
from matchmaker.models import Absence, Person, Registration
from tests.builders.browser import PHONE, STARTS_ON, Live, Window, serve
from tests.builders.journey import delegation, newest_mail, path_of, person, publish_schedule, say, wish, words

PETRA, ZOE, FANNY = "p.oezdemir@eifelwerk.example", "zoe@tervagne.example", "fanny.dubois@clermeuse.example"
NOEMIE = "noemie.lambert@vellarix.example"
HERS, ZOES, FANNYS, NOEMIES = "Eifelwerk Sensorik GmbH", "Tervagne Sécurité", "Commune de Clermeuse", "Vellarix"


@dataclass
class Journey:
    """Petra's window, those of who looks on, and the way of reading it."""

    live: Live
    language: str
    javascript: bool
    petra: Window
    zoe: Window
    fanny: Window
    noemie: Window

    @property
    def base(self):
        return f"/e/{self.live.slug}"

    def say(self, key):
        return say(self.language, key)

    def wish(self):
        return wish(self.live, HERS, NOEMIES).id


@pytest.fixture
def live(sqlite_template, tmp_path):
    """The tiny forum, on whose day Petra's colleague is not there: all meetings of their company are hers."""
    with serve("forum-tiny", sqlite_template, tmp_path) as live:
        with transaction(live.database_url) as session:
            found = select(Registration).join(Person, col(Person.id) == col(Registration.person_id))
            jurgen = session.exec(found.where(Person.email == "j.gross@eifelwerk.example")).one()
            session.add(Absence(registration_id=jurgen.id, day=STARTS_ON, starts=time(8), ends=time(18)))
        yield live


@pytest.mark.parametrize(("language", "javascript"), [("fr", True), ("en", False)], ids=["French", "no scripts"])
def test_from_the_mail_link_to_the_calendar_file(open_window, live, language, javascript):
    petra = open_window(PHONE, javascript=javascript, language=language)
    others = [open_window(PHONE, language=language) for _ in range(3)]
    for window, email in zip(others, (ZOE, FANNY, NOEMIE), strict=True):
        window.log_in(person(live, email), language)
    journey = Journey(live, language, javascript, petra, *others)

    a_link_instead_of_a_password(journey)
    nothing_before_the_agreement(journey)
    both_cards_are_seen_by_others_but_for_the_telephone(journey)
    a_search_and_one_tap_add_a_wish(journey)
    the_wish_goes_up_and_gets_stronger_and_only_its_line_of_why_is_seen(journey)
    never_meet_changes_nothing_for_the_other_side(journey)
    a_no_is_silence_and_a_yes_is_not(journey)
    a_slot_is_painted_away(journey)
    publish_schedule(live)
    partners = the_agenda_gives_a_reason_for_each_meeting(journey)
    the_other_side_reads_its_own_reasons(journey)
    the_file_holds_the_same_meetings(journey, partners)

    stranger = open_window(PHONE, language=language)
    stranger.go(f"{journey.base}/agenda")
    assert "/login" in stranger.page.url


def a_link_instead_of_a_password(journey):
    """Opening the link changes nothing, a tap logs in, and that works once."""
    page, log_in = journey.petra.go("/login"), re.compile("Petra Özdemir")
    page.locator("details.language-menu summary").first.click()
    page.locator(f"details.language-menu button[value={journey.language}]").first.click()
    assert page.locator("html").get_attribute("lang") == journey.language
    page.locator("input[name=email]").fill(PETRA)
    page.locator("main form button[type=submit]").click()
    assert PETRA in words(page)

    link = path_of(newest_mail(journey.live, PETRA).links[0])
    journey.petra.go(link)
    journey.petra.go(link)
    page.get_by_role("button", name=log_in).click()
    journey.petra.go(link)

    expect(page.get_by_role("button", name=log_in)).to_have_count(0)
    journey.petra.problems.clear()  # the browser reports the answer 410 itself


def nothing_before_the_agreement(journey):
    page = journey.petra.go(f"{journey.base}/wishes")
    assert page.url.endswith("/welcome")
    assert page.locator("h1").inner_text() == journey.say("Welcome, %(name)s") % {"name": "Petra"}

    page.locator("form[action$='/welcome'] button").click()

    assert not page.url.endswith("/welcome")


def both_cards_are_seen_by_others_but_for_the_telephone(journey):
    page = journey.petra.go(f"{journey.base}/company")
    page.locator("textarea[name=offers_text]").fill("Funksensoren für Kühlketten")
    page.get_by_role("button", name=journey.say("Save the company card")).click()
    journey.petra.go(f"{journey.base}/card")
    page.locator("input[name=job_title]").fill("Vertriebsleiterin")
    page.locator(f"input[name=language][value={journey.language}]").check()
    page.get_by_role("button", name=journey.say("Save my card")).click()

    seen = journey.zoe.go(f"{journey.base}/directory/{delegation(journey.live, HERS)}")

    assert "Funksensoren für Kühlketten" in words(seen)
    assert "Vertriebsleiterin" in words(seen)
    assert "0108" not in seen.content()


def a_search_and_one_tap_add_a_wish(journey):
    """Typing is enough where scripts run; a person's name finds the company."""
    page = journey.petra.go(f"{journey.base}/directory")
    page.locator("input[name=q]").fill("Lambert")
    if not journey.javascript:
        page.keyboard.press("Enter")
    expect(page.locator(".company-list .company")).to_have_count(1)
    assert page.locator(".company-list .company-name").inner_text() == NOEMIES

    tap_wish(page, delegation(journey.live, NOEMIES))
    journey.petra.go(f"{journey.base}/wishes")

    assert wished(page) == ["Waasmeer Logistics BV", "Cabinet Thiry-Sablon", NOEMIES]


def the_wish_goes_up_and_gets_stronger_and_only_its_line_of_why_is_seen(journey):
    page, one = journey.petra.page, f"#wish-{journey.wish()}"
    page.locator(f"{one} summary").click()
    page.locator(f"#up-{journey.wish()}").click()
    page.locator(f".wish-list li:nth-child(2){one}").wait_for()
    page.locator(f"{one} .choice", has=page.locator("input[value=must]")).click()
    page.locator(f"{one} input[name=why]").fill("Sensoren im Regal")
    page.locator(one).get_by_role("button", name=journey.say("Save the wish")).click()
    page.locator(f"{one} .pill-must").wait_for()
    assert wished(page) == ["Waasmeer Logistics BV", NOEMIES, "Cabinet Thiry-Sablon"]

    journey.noemie.go(f"{journey.base}/interest")
    shown = journey.noemie.page.locator(f"#interest-{journey.wish()}").inner_text()
    assert "Sensoren im Regal" in shown
    assert journey.say("Must") not in shown

    answer(journey.noemie.page, journey.wish(), "yes")
    page.reload()
    assert journey.say("Mutual yes") in page.locator(one).inner_text()


def never_meet_changes_nothing_for_the_other_side(journey):
    journey.fanny.go(f"{journey.base}/directory/{delegation(journey.live, HERS)}")
    before = words(journey.fanny.page)

    page = journey.petra.go(f"{journey.base}/directory/{delegation(journey.live, FANNYS)}")
    page.locator("a[href$='/veto']").click()
    page.locator("form[action$='/veto'] button").click()

    expect(page.locator("#vetoes")).to_contain_text(FANNYS)
    journey.fanny.page.reload()
    assert words(journey.fanny.page) == before


def a_no_is_silence_and_a_yes_is_not(journey):
    journey.zoe.go(f"{journey.base}/directory")
    tap_wish(journey.zoe.page, delegation(journey.live, HERS))
    asked = wish(journey.live, ZOES, HERS).id
    silence = state_of(journey, asked)

    page = journey.petra.go(f"{journey.base}/interest")
    answer(page, asked, "no")
    assert state_of(journey, asked) == silence
    answer(page, asked, "yes")
    assert state_of(journey, asked) != silence


def a_slot_is_painted_away(journey):
    page = journey.petra.go(f"{journey.base}/availability")
    painted = page.locator("label.slot").filter(has_text=half_past_ten(journey)).locator("input")
    assert painted.is_checked()

    painted.locator("..").click()
    page.get_by_role("button", name=journey.say("Save my times")).click()
    journey.petra.go(f"{journey.base}/availability")

    assert not painted.is_checked()
    journey.petra.go(f"{journey.base}/agenda")
    expect(page.locator("li.agenda-line")).to_have_count(0)


def the_agenda_gives_a_reason_for_each_meeting(journey):
    """Return with whom Petra meets: nobody whom she refused, nothing when she cannot."""
    page = journey.petra.go(f"{journey.base}/agenda")
    meetings = page.locator("li.agenda-line", has=page.locator("details"))
    partners = meetings.locator(".grow > b").all_inner_texts()
    reasons = meetings.locator(".grow > .text-muted").all_inner_texts()

    assert NOEMIES in partners
    assert FANNYS not in words(page)
    assert half_past_ten(journey) not in page.locator(".agenda-time b").all_inner_texts()
    assert len([reason for reason in reasons if reason.strip()]) == len(partners)
    mail = newest_mail(journey.live, PETRA)
    assert [partner for partner in partners if partner not in mail.text] == []
    return partners


def the_other_side_reads_its_own_reasons(journey):
    """Who did not wish sees no rank; who was refused sees no trace."""
    reasons = []
    for email in (NOEMIE, "bram.vos@vellarix.example"):
        journey.noemie.log_in(person(journey.live, email), journey.language)
        page = journey.noemie.go(f"{journey.base}/agenda")
        hers = page.locator("li.agenda-line", has_text=HERS)
        reasons += hers.locator(".grow > .text-muted").all_inner_texts()
    assert reasons == [journey.say("They wished to meet you; you said yes")]

    journey.fanny.go(f"{journey.base}/agenda")
    assert HERS not in words(journey.fanny.page)


def the_file_holds_the_same_meetings(journey, partners):
    page = journey.petra.page
    page.locator("a[href$='/calendar']").first.click()
    assert page.locator("#feed-address").input_value().endswith("/agenda.ics")
    with page.expect_download() as download:
        page.locator(f"a[href='{journey.base}/agenda.ics']").click()

    events = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")

    summaries = " ".join(str(event["SUMMARY"]) for event in events)
    assert [partner for partner in partners if partner not in summaries] == []


def tap_wish(page, delegation_id):
    page.locator(f"button#add-{delegation_id}").click()
    page.locator(f"button#add-{delegation_id}").wait_for(state="detached")


def wished(page):
    return [name.partition(" · ")[2] for name in page.locator(".wish-list .company-name").all_inner_texts()]


def answer(page, wish_id, said):
    page.locator(f"#interest-{wish_id} button[value={said}]").click()
    page.locator(f"#interest-{wish_id} button[value={said}][aria-pressed=true]").wait_for()


def state_of(journey, wish_id):
    """What Zoé reads about a wish of hers."""
    journey.zoe.go(f"{journey.base}/wishes")
    return " ".join(journey.zoe.page.locator(f"#wish-{wish_id}").inner_text().split())


def half_past_ten(journey):
    return format_time(time(10, 30), journey.language)
