"""From an empty installation to a schedule that is repaired, in a browser alone.

Community, event, messy list of people, invitations, a wish; then what organisers do by telephone, the publication, a
change of structure with its impact, what each time of a presentation costs, members, a merge and its undo, history.
"""

from itertools import combinations

from playwright.sync_api import Page, expect
from sqlmodel import func, select

from matchmaker.base.db import open_session
from matchmaker.campaigns.jobs import write_due_campaigns
from matchmaker.models import (
    Block,
    Delegation,
    Event,
    Message,
    Organisation,
    Person,
    Phase,
    Presentation,
    Registration,
    ReleaseEntry,
    Wish,
)
from tests.builders.browser import DESK, PHONE, Live
from tests.builders.journey import fill, first_start, newest_mail, path_of, words, worker
from tests.builders.messy_list import ORGANISATIONS, PEOPLE, messy_list

EVENT, COMMUNITY = "/o/forum-mobile-2099", "/c/grappe-tic-meuse"
PATIENCE = 60_000
"""Milliseconds."""


def meetings(live: Live) -> int:
    """How many different meetings have been published."""
    with open_session(read_only=True, url=live.database_url) as session:
        return len(set(session.exec(select(ReleaseEntry.meeting_id).where(ReleaseEntry.meeting_id.is_not(None)))))


def count(live: Live, kind: type) -> int:
    with open_session(read_only=True, url=live.database_url) as session:
        return session.exec(select(func.count()).select_from(kind)).one()


def test_an_event_is_set_up_planned_published_and_repaired(open_window, live):
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

    accepted_by_telephone(page, live)
    wishes_from_a_file(page, live)
    with worker():
        schedule_is_published(page, live)
        presentation_is_proposed_and_accepted(page, phone.page, live)
        times_of_a_presentation_have_a_price(page, live)
    block_moves_with_its_meetings(page, live)
    withdrawn_by_telephone(page, live)
    member_is_added_and_merged(page, live)
    everything_is_in_the_history(page, live)

    page.goto(f"{live.url}/c/grappe-tic-meuse/events/copy")
    page.locator("#people").check()
    fill(page, name="Forum Mobile bis", starts_on="2099-06-11")
    expect(page).to_have_url(f"{live.url}/o/forum-mobile-bis-2099/setup")
    assert count(live, Registration) == 2 * PEOPLE - 1  # who has withdrawn is not on the list of the next one


def delegates(live: Live) -> list[tuple[int, str]]:
    """The first registration of each of the first three organisations, with the organisation's name."""
    with open_session(read_only=True, url=live.database_url) as session:
        rows = session.exec(
            select(Delegation.organisation_id, func.min(Registration.id), Organisation.name)
            .join(Registration, Registration.delegation_id == Delegation.id)
            .join(Organisation, Organisation.id == Delegation.organisation_id)
            .group_by(Delegation.organisation_id, Organisation.name)
            .order_by(Delegation.organisation_id)
            .limit(3)
        ).all()
    return [(registration, name) for _, registration, name in rows]


def accepted_by_telephone(page: Page, live: Live) -> None:
    for registration, _ in delegates(live)[1:]:
        page.goto(f"{live.url}{EVENT}/people/{registration}/agree")
        page.locator("main form:has([name=basis]) button[type=submit]").click()
    with open_session(read_only=True, url=live.database_url) as session:
        assert len(session.exec(select(Registration.id).where(Registration.agreed_at.is_not(None))).all()) == 3


def wishes_from_a_file(page: Page, live: Live) -> None:
    names = [name for _, name in delegates(live)]
    lines = [f"{one};{other};oui" for one, other in combinations(names, 2)]
    page.goto(f"{live.url}{EVENT}/import/wishes")
    page.locator("main [type=file]").set_input_files(
        {"name": "souhaits.csv", "mimeType": "text/csv", "buffer": "\n".join(("de;à;réponse", *lines)).encode()}
    )
    page.locator("main form button[type=submit]").click()
    page.locator("button[formaction$='/apply']").click()
    assert count(live, Wish) in {3, 4}


def schedule_is_published(page: Page, live: Live) -> None:
    """A run of ten seconds ends as soon as nothing better exists; its schedule is published as final."""
    page.goto(f"{live.url}{EVENT}/schedule")
    page.locator("input[name=seconds][value='10']").check()
    page.locator("#start button[type=submit]").click()
    page.wait_for_url("**/scenarios/*", timeout=PATIENCE)
    page.goto(f"{page.url}/publish")
    page.locator("#confirm button[value=final]").click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    assert meetings(live) == 3


def presentation_is_proposed_and_accepted(page: Page, phone: Page, live: Live) -> None:
    page.goto(f"{live.url}{EVENT}/presentations/call")
    page.locator("input[name=is_open]").check()
    page.locator("main form:has([name=is_open]) button[type=submit]").click()

    phone.goto(f"{live.url}/e/forum-mobile-2099/presentations/new")
    phone.locator("[name=title]").fill("Signer sans papier")
    phone.locator("[name=abstract]").fill("Trois cas vécus, et la liste des actes à ne pas signer en ligne.")
    for name in ("speaker_id", "language", "minutes"):
        phone.locator(f"input[name={name}]").first.check()
    phone.locator("main form button.btn-primary").last.click()

    page.goto(f"{live.url}{EVENT}/presentations/decide")
    page.locator("input[name=chosen]").check()
    page.locator("button[name=do][value=accepted]").click()


def times_of_a_presentation_have_a_price(page: Page, live: Live) -> None:
    """Each time says what it costs in wishes, and a time with a published meeting says so before it is taken."""
    with open_session(read_only=True, url=live.database_url) as session:
        talk = session.exec(select(Presentation.id)).one()
    page.goto(f"{live.url}{EVENT}/presentations/{talk}/time")
    page.locator("form[action$='/time/search'] button").click()
    expect(page.locator("#search meter:not([value='0'])")).to_be_visible(timeout=PATIENCE)
    page.locator("#search form[action$='/stop'] button").click()
    expect(page.locator("#at label", has_text="souhait").first).to_be_visible(timeout=PATIENCE)
    page.locator("#at input").last.check()
    page.locator("main form:has(#at) button[type=submit]").click()
    if page.locator("section.trial").count():
        page.locator("section.trial button[type=submit]").click()
    assert page.url.endswith(f"/presentations/{talk}")


def block_moves_with_its_meetings(page: Page, live: Live) -> None:
    """The impact says what then happens, before it does; the schedule that is published stays what it was."""
    with open_session(read_only=True, url=live.database_url) as session:
        block = session.exec(select(Block).order_by(Block.starts)).first()
    page.goto(f"{live.url}{EVENT}/structure/blocks/{block.id}")
    for name, at in (("starts", block.starts), ("ends", block.ends)):
        page.locator(f"main [name={name}]").fill(f"{at.hour:02d}:{at.minute + 10:02d}")
    page.locator("main form:has([name=starts]) button[type=submit]").click()
    assert "3 rendez-vous publiés gardent leur créneau et changent d’heure avec lui." in words(page)
    page.locator("section.trial button[type=submit]").click()
    page.goto(f"{live.url}{EVENT}/structure")
    page.locator("form[action$='/undo'] button").first.click()


def withdrawn_by_telephone(page: Page, live: Live) -> None:
    registration, name = delegates(live)[1]
    page.goto(f"{live.url}{EVENT}/people/{registration}/withdraw")
    assert "2 rendez-vous" in words(page)
    page.locator("[name=note]").fill("Grippe, dit au téléphone")
    page.locator("main form:has([name=note]) button[type=submit]").click()
    page.goto(f"{live.url}{EVENT}/alerts")
    assert name in words(page)


def member_is_added_and_merged(page: Page, live: Live) -> None:
    """A company that is there twice is found, merged, and is two again after the undo."""
    name = delegates(live)[0][1]
    page.goto(f"{live.url}{COMMUNITY}/members/new")
    page.locator("main [name=name]").fill(name.replace(" SA", "s SA"))
    page.locator("main form:has([name=name]) button[type=submit]").last.click()
    page.goto(f"{live.url}{COMMUNITY}/duplicates")
    page.locator("main tbody a.btn").first.click()
    page.locator("button[name=do][value=merge]").click()
    assert count(live, Organisation) == ORGANISATIONS + 1
    page.goto(f"{live.url}{COMMUNITY}/members")
    assert f"{ORGANISATIONS} " in words(page)
    page.goto(f"{live.url}{COMMUNITY}/duplicates")
    page.locator("form[action$='/undo'] button").first.click()
    page.goto(f"{live.url}{COMMUNITY}/members")
    assert f"{ORGANISATIONS + 1} " in words(page)


def everything_is_in_the_history(page: Page, live: Live) -> None:
    page.goto(f"{live.url}{COMMUNITY}/history")
    told = words(page)
    done = (
        "Fusion annulée : Crèmerie Techs SA, Crèmerie Tech SA",
        "Membre ajouté : Crèmerie Techs SA",
        "Désistement : Jürgen Müller (par téléphone)",
        "Annulé : Bloc modifié : Matin, 09 h 00–12 h 30 → 09 h 10–12 h 40",
        "Élément du programme ajouté : Signer sans papier",
        "Publication 1 (version définitive) : 3 rendez-vous, 3 personnes prévenues",
        "Conditions acceptées pour Jürgen Müller (par téléphone)",
        "Fichier importé : participants, nouveaux : 54",
    )
    assert [one for one in done if one not in told] == []
