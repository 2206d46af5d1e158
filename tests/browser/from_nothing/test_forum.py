"""From an empty installation to a wish, in a browser alone: community, event, messy list of people, invitations."""

from playwright.sync_api import expect
from sqlmodel import func, select

from matchmaker.base.db import open_session
from matchmaker.campaigns.jobs import write_due_campaigns
from matchmaker.models import Event, Message, Organisation, Person, Phase, Registration, Wish
from tests.builders.browser import DESK, PHONE, Live
from tests.builders.journey import fill, first_start, newest_mail, path_of, words
from tests.builders.messy_list import ORGANISATIONS, PEOPLE, messy_list

EVENT = "/o/forum-mobile-2099"


def count(live: Live, kind: type) -> int:
    with open_session(read_only=True, url=live.database_url) as session:
        return session.exec(select(func.count()).select_from(kind)).one()


def test_an_event_is_set_up_and_the_first_wish_is_made(open_window, live):
    page = open_window(DESK).page

    first_start(page, live)
    page.locator("a[href$='/events/new']").first.click()
    page.locator("#name").fill("Forum Mobile")
    page.locator("a[href$='preset=mission']").click()
    expect(page.locator("#name")).to_have_value("Forum Mobile")
    page.locator("a[href$='preset=forum']").click()
    fill(page, name="Forum Mobile", starts_on="2099-03-11", city="Namur", venue="Salle des Bateliers", tables="18")
    expect(page).to_have_url(f"{live.url}{EVENT}/setup")

    page.locator("#next-step a").click()
    page.locator("main [type=file]").set_input_files(
        {"name": "inscriptions.xlsx", "mimeType": "application/octet-stream", "buffer": messy_list()}
    )
    page.locator("main form button[type=submit]").click()
    page.locator("li:has-text('Statut de membre') select").select_option("category")
    page.locator("main form button.btn-primary").click()
    assert "Ce qui se trouve au-dessus des noms des colonnes n’est pas utilisé" in words(page)
    assert "2 mots ne sont pas dans notre liste de mots-clés" in words(page)
    page.locator("#words button.btn-primary").click()
    page.locator("#mend .mend-cells input").fill("personne5@entreprise3.example")
    page.locator("#mend button.btn-primary").first.click()
    page.locator("button[formaction$='/apply']").click()
    assert (count(live, Person), count(live, Organisation)) == (PEOPLE, ORGANISATIONS)
    with open_session(read_only=True, url=live.database_url) as session:
        first = session.exec(select(Organisation).order_by(Organisation.id)).first()
    assert (first.sectors, first.offers) == (["health"], ["artificial-intelligence"])

    page.goto(f"{live.url}{EVENT}/people")
    for code, name in (("basic", "Membre Basic"), ("premium", "Membre Premium")):
        page.locator("select[name=category]").first.select_option(code)
        expect(page.locator("#results tbody td", has_text=name)).to_have_count(PEOPLE // 2)

    page.goto(f"{live.url}{EVENT}/setup/phase/open")
    page.locator("main form button[type=submit]").click()
    page.locator("#next-step a").click()
    page.locator("#campaign button.btn-primary").click()
    page.locator("#audience ~ * button.btn-primary, #audience button.btn-primary").last.click()
    assert f"{PEOPLE} personnes" in words(page)
    page.locator("main form button.btn-primary").last.click()
    write_due_campaigns()
    assert count(live, Message) == PEOPLE

    phone = open_window(PHONE)
    with open_session(read_only=True, url=live.database_url) as session:
        somebody = session.exec(select(Person.email).order_by(Person.id)).first()
    phone.go(path_of(newest_mail(live, somebody).links[0]))
    phone.page.locator("main form button[name=person]").click()
    phone.page.locator("form[action$='/welcome'] button").click()
    phone.go("/e/forum-mobile-2099/directory")
    phone.page.locator(".company-foot form button").first.click()
    expect(phone.page.locator(".company-foot a[id^=add-]")).to_have_count(1)
    assert count(live, Wish) == 1
    with open_session(read_only=True, url=live.database_url) as session:
        event = session.exec(select(Event)).one()
        agreed = session.exec(select(Registration.id).where(Registration.agreed_at.is_not(None))).all()
    assert (event.phase, len(agreed)) == (Phase.OPEN, 1)

    page.goto(f"{live.url}/c/grappe-tic-meuse/events/copy")
    page.locator("#people").check()
    fill(page, name="Forum Mobile bis", starts_on="2099-06-11")
    expect(page).to_have_url(f"{live.url}/o/forum-mobile-bis-2099/setup")
    assert count(live, Registration) == 2 * PEOPLE
