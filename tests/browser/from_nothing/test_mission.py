"""A mission from an empty event to what was held: organiser, attaché, company, counterpart and interpreter.

At a desk are the organiser and the attaché; the company, the counterpart and the interpreter are on the road.
"""

import re
from datetime import datetime

import time_machine
from playwright.sync_api import Page, expect

from matchmaker.programmes.jobs import make_paper
from tests.builders.browser import DESK, PHONE, Live, organiser_of, sideways
from tests.builders.journey import fill, first_start, person, words, worker
from tests.builders.papers import whole
from web.auth.identity import StaffUser

SLUG = "mission-baltique-2099"
EVENT, OWN = f"/o/{SLUG}", f"/e/{SLUG}"
PATIENCE = 60_000
"""Milliseconds."""
SATAMA = {"name": "Satama", "first_name": "Aino", "last_name": "Virtanen", "email": "aino@satama.example"}
LAITURI = {"name": "Laituri", "first_name": "Timo", "last_name": "Kallio", "email": "timo@laituri.example"}
AFTERWARDS = datetime.fromisoformat("2099-03-12T10:00+02:00")


def test_a_mission_comes_from_an_empty_event_to_what_was_held(open_window, live):
    desk = open_window(DESK).page
    first_start(desk, live)
    an_event_with_two_cities(desk, live)
    who_travels_and_who_interprets(desk, live)
    page_of_the_attache = an_attache_without_account(desk, live)
    company, attache = open_window(PHONE), open_window(DESK).page
    company.log_in(person(live, "zoe@nivelyo.example"))

    says_whom_they_look_for(company.page, live)
    a_counterpart_is_found_and_proposed(attache, live, page_of_the_attache, **SATAMA)
    a_counterpart_is_found_and_proposed(attache, live, page_of_the_attache, **LAITURI)
    for _each in ("Satama", "Laituri"):
        company.go(f"{OWN}/demands").locator("[name=wants][value=yes] ~ button").first.click()
    both_are_asked_by_mail(desk, live)
    desk.goto(f"{live.url}{EVENT}/pipeline/1")
    counterpart = open_window(PHONE).go(link(desk, "meet"))
    agrees_at_the_own_office(counterpart)
    desk.goto(f"{live.url}{EVENT}/pipeline/2")
    other = open_window(PHONE).go(link(desk, "meet"))
    would_rather_have_a_call(other)
    desk.goto(f"{live.url}{EVENT}/pipeline?stage=declined")
    assert [one for one in ("Laituri", "Plutôt un appel") if one not in words(desk)] == []
    the_visit_is_planned_and_published(desk, live)

    reads(company.go(f"{OWN}/agenda"), "Satamakaari 24", "Aino Virtanen", "Eino Salo")
    company.page.get_by_role("link", name="Satama", exact=True).click()
    reads(company.page, "Satamakaari 24", "2nd floor", "Aino Virtanen", "Eino Salo")
    counterpart.reload()
    reads(counterpart, "10 March 2099, 09:00", "Zoé Lambin", "Eino Salo")
    own = (company.go(f"{OWN}/agenda"), counterpart)
    assert ["Laituri" in words(one) for one in own] == [False, False]  # nothing of who is not met
    interpreter = open_window(PHONE)
    interpreter.log_in(person(live, "eino@tulkit.example"))
    reads(interpreter.go(f"{OWN}/agenda"), "Satamakaari 24", "Nivelyo", "Satama")
    booklet = whole(the_booklet(desk, company.page, live))
    assert [one for one in ("Mission baltique", "Nivelyo", "Eino Salo") if one not in booklet] == []
    with time_machine.travel(AFTERWARDS):
        says_how_it_was(counterpart)
        it_took_place(attache, live, page_of_the_attache)
        later = open_window(DESK)  # the log-in of before has ended
        later.log_in(StaffUser(organiser_of(live)))
        the_organisers_read_it(later.page, live)


def reads(page: Page, *wanted: str) -> None:
    """A reader finds these words on a page that does not scroll sideways."""
    shown = words(page)
    assert [one for one in wanted if one not in shown] == []
    assert sideways(page) == []


def link(page: Page, kind: str) -> str:
    """The secret address that a page shows to be copied."""
    return re.search(f"/{kind}/[a-z0-9-]+", page.content())[0]


def an_event_with_two_cities(desk: Page, live: Live) -> None:
    desk.goto(f"{live.url}/c/grappe-tic-meuse/events/new?preset=mission")
    days = {"starts_on": "2099-03-10", "ends_on": "2099-03-11"}
    in_country(desk, "FI", "Europe/Helsinki")
    fill(desk, name="Mission baltique", city="Helsinki", venue="Hotelli Kaisla", tables="2", **days)
    for city, country, hotel, day in (("Helsinki", "FI", "Kaisla", "10"), ("Tallinn", "EE", "Kadri", "11")):
        desk.goto(f"{live.url}{EVENT}/cities/new")
        in_country(desk, country, f"Europe/{city}")
        fill(desk, name=city, hub=f"Hotelli {hotel}", starts_on=f"2099-03-{day}", ends_on=f"2099-03-{day}")
    expect(desk.locator("main")).to_contain_text("heure locale (Tallinn)")


def in_country(desk: Page, country: str, zone: str) -> None:
    desk.locator("main [name=country]").select_option(country)
    desk.locator("main [name=zone]").select_option(zone)


def who_travels_and_who_interprets(desk: Page, live: Live) -> None:
    newcomer(desk, live, "Zoé Lambin", "zoe@nivelyo.example", "Nivelyo", "company")
    newcomer(desk, live, "Eino Salo", "eino@tulkit.example", "Tulkit", "official", role="interpreter")
    desk.locator("main [name=interprets]").fill("en-fr")
    desk.get_by_role("button", name="Enregistrer").click()
    desk.goto(f"{live.url}{EVENT}/setup/phase/open")
    desk.locator("main form button[type=submit]").click()


def newcomer(
    desk: Page, live: Live, name: str, email: str, organisation: str, category: str, role: str = "delegate"
) -> None:
    desk.goto(f"{live.url}{EVENT}/people/new")
    desk.locator("main [name=category]").select_option(category)
    desk.locator("main [name=role]").select_option(role)
    desk.locator("main [name=agreed]").check()
    first, last = name.split()
    fill(desk, first_name=first, last_name=last, email=email, organisation=organisation)


def an_attache_without_account(desk: Page, live: Live) -> str:
    desk.goto(f"{live.url}{EVENT}/pipeline/attaches")
    fill(desk, name="Pia Laurent")
    return link(desk, "attache")


def says_whom_they_look_for(company: Page, live: Live) -> None:
    company.goto(f"{live.url}{OWN}/demands/1")
    company.locator("[name=languages][value=fr]").check()
    fill(company, words="L’autorité portuaire")


def a_counterpart_is_found_and_proposed(attache: Page, live: Live, page: str, **who: str) -> None:
    attache.goto(f"{live.url}{page}/new")
    attache.locator("[name=companies]").check()
    fill(attache, **who)
    found = attache.content()
    attache.goto(f"{live.url}{page}?stage=found")
    attache.locator(".pipe-card button").click()
    assert "L’autorité portuaire" in found


def both_are_asked_by_mail(desk: Page, live: Live) -> None:
    desk.goto(f"{live.url}{EVENT}/pipeline/mails")
    desk.locator("main form .btn-primary").click()
    desk.goto(f"{live.url}{EVENT}/pipeline?stage=contacted")
    assert [one for one in ("Satama", "Laituri") if one not in words(desk)] == []


def would_rather_have_a_call(counterpart: Page) -> None:
    """Reached without a meeting; it is said once more how."""
    counterpart.locator("main a[href*='/call']").click()
    fill(counterpart, phone="+358 40 1", when="On a Friday")
    reads(counterpart, "Rather a call")


def agrees_at_the_own_office(counterpart: Page) -> None:
    """Two taps; then where, with the address, and the one hour that suits."""
    reads(counterpart, "Nivelyo", "Zoé Lambin")
    counterpart.locator("main .btn-primary").click()
    counterpart.locator("[value=office]").check()
    fill(counterpart, address="Satamakaari 24", door="2nd floor")
    counterpart.locator("fieldset", has_text="10 March").locator("label.slot").first.click()
    counterpart.locator("main form button[type=submit]").click()


def the_visit_is_planned_and_published(desk: Page, live: Live) -> None:
    desk.goto(f"{live.url}{EVENT}/offices")
    desk.locator("#missing ~ * a").click()
    fill(desk, position="60.199, 24.9")
    desk.get_by_role("button", name="Ajouter", exact=True).click()  # after its effect on those who said their hours
    expect(desk.locator("main table")).to_contain_text("Satamakaari 24")
    with worker():
        desk.goto(f"{live.url}{EVENT}/schedule")
        desk.locator("input[name=seconds][value='10']").check()
        desk.locator("#start button[type=submit]").click()
        desk.wait_for_url("**/scenarios/*", timeout=PATIENCE)
    desk.goto(f"{desk.url}/publish")
    desk.locator("#confirm button[value=final]").click()
    desk.goto(f"{live.url}{EVENT}/pipeline?stage=confirmed")
    expect(desk.locator(".pipe-name")).to_have_text("Satama")


def the_booklet(desk: Page, company: Page, live: Live) -> bytes:
    """It is made at the desk, and downloaded on the phone."""
    desk.goto(f"{live.url}{EVENT}/papers")
    desk.locator("main form:has(input[name=language][value=fr]) button").click()
    make_paper(1)
    company.goto(f"{live.url}{OWN}/agenda")
    with company.expect_download() as download:
        company.locator("a[href$='booklet.pdf']").click()
    return download.value.path().read_bytes()


def says_how_it_was(counterpart: Page) -> None:
    """Held and useful with one tap, then one line for the company."""
    counterpart.reload()
    counterpart.locator("main a[href$='/after']").click()
    counterpart.locator("[name=says][value='3']").check()
    counterpart.locator("[name=reader][value=company]").check()
    fill(counterpart, line="They deliver in June.")
    reads(counterpart, "Fairly useful")


def the_organisers_read_it(desk: Page, live: Live) -> None:
    """Who is called stands above the pipeline, the line to the company in the results, and no single mark."""
    for page, wanted in (
        ("pipeline", ("1 interlocuteur préfère un appel", "Tenu a eu lieu 1 Satama")),
        ("results/meetings", ("Satama", "They deliver in June.")),
        ("results", ("1 rendez-vous sur 1 a eu lieu", "à partir de 5 notes")),
    ):
        desk.goto(f"{live.url}{EVENT}/{page}")
        assert [one for one in wanted if one not in words(desk)] == []


def it_took_place(attache: Page, live: Live, page: str) -> None:
    attache.goto(f"{live.url}{page}/held")
    attache.locator("main button").first.click()
    attache.goto(f"{live.url}{page}?stage=held")
    expect(attache.locator(".pipe-name")).to_have_text("Satama")
