"""What each kind of partner reads of an event, and what they may change."""

import re

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Act, Alert, AlertKind, Decision, EventStaff, Person, Registration, SavedView, StaffRole
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.pages import shown
from tests.builders.presentations import sent_proposal
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser


@pytest.fixture
def partner(app, session, event, crowd):
    """Return a function that logs a partner in who brings Alpha, and not Beta."""

    def enter(role: StaffRole):
        staff = make.make_staff(session, event, role, name="Paul", language="en")
        alpha, _ = crowd
        alpha.brought_by_id = session.exec(select(EventStaff.id).where(EventStaff.staff_id == staff.id)).one()
        session.commit()
        return log_in_as(app.test_client(), StaffUser(staff))

    return enter


def of(session, delegation) -> Registration:
    return session.exec(select(Registration).where(Registration.delegation_id == delegation.id)).one()


def seen(browser, path: str) -> tuple[bool, bool]:
    """Whether a page names somebody of Alpha, and somebody or something of Beta."""
    page = browser.get(path).text
    return "Martin" in page, "Roland" in page or "Beta" in page


@pytest.mark.parametrize(
    ("role", "sees"),
    [(StaffRole.PARTNER_ALL, (True, True)), (StaffRole.PARTNER_OWN, (True, False))],
)
def test_lists_searches_and_files_hold_whom_a_partner_may_see(partner, role, sees):
    browser = partner(role)

    assert seen(browser, "/o/salon/people") == sees
    assert seen(browser, "/o/salon/people.csv") == sees
    assert seen(browser, "/o/salon/people?q=roland") == (False, sees[1])
    assert seen(browser, "/o/salon/people?missing=times") == sees


@pytest.mark.parametrize(("role", "told"), [(StaffRole.PARTNER_ALL, True), (StaffRole.PARTNER_OWN, False)])
def test_counts_of_wishes_are_for_those_who_may_see_wishes(partner, role, told):
    browser = partner(role)

    page = browser.get("/o/salon/people?columns=wishes&columns=received&sort=-received&missing=wishes").text
    table = browser.get("/o/salon/people.csv?missing=wishes").text

    assert ["Wished for" in page, "without wishes" in page, "Wished for" in table] == [told] * 3
    assert ("Martin" in page, "Martin" in table) == (not told, not told)  # Alpha has wishes: only a filter hides it


def test_views_that_organisers_share_stay_among_organisers(partner, session, event):
    anne = make.make_staff(session, event)
    session.add(SavedView(event_id=event.id, staff_id=anne.id, name="Secret", asked={"q": "Roland"}, shared=True))

    assert "Secret" not in partner(StaffRole.PARTNER_OWN).get("/o/salon/people").text


def test_a_partner_for_own_members_reads_numbers_of_these_alone(partner, session, crowd):
    alpha, beta = crowd
    for _ in range(3):
        make.make_registration(session, beta)
    browser = partner(StaffRole.PARTNER_OWN)

    assert "1 person is on the list." in browser.get("/o/salon/people").text
    assert "You bring 1 organisation." in browser.get("/o/salon/figures").text
    assert "people" not in browser.get("/o/").text.split('class="card"')[1]
    for path in (f"/o/salon/people/{of(session, alpha).id}", f"/o/salon/organisations/{alpha.id}", "/o/salon/figures"):
        assert browser.get(path).status_code == 200
        assert seen(browser, path)[1] is False, path


def test_a_partner_corrects_own_members_and_is_in_the_history(partner, session, event, crowd):
    own, other = (of(session, delegation) for delegation in crowd)
    browser = partner(StaffRole.PARTNER_OWN)
    token = shown(browser.get(f"/o/salon/people/{own.id}/edit"))
    values = {"last_name": "Marin", "role": "delegate", "language": "fr", "shown": token}

    saved = browser.post(f"/o/salon/people/{own.id}/edit", data=values)
    refused = browser.post(f"/o/salon/people/{other.id}/edit", data=values)

    assert (saved.status_code, refused.status_code) == (303, 404)
    assert session.get(Person, own.person_id, populate_existing=True).last_name == "Marin"
    assert trail(session)[-1][:2] == ("Paul", Act.SAVE_PERSON)


def test_a_withdrawal_by_a_partner_comes_to_the_organisers(partner, session, crowd):
    alpha, _ = crowd
    browser = partner(StaffRole.PARTNER_OWN)

    said = browser.post(
        f"/o/salon/organisations/{alpha.id}/withdraw", data={"basis": "telephone"}, follow_redirects=True
    ).text

    assert "The organisers are told; nothing is cancelled before they publish." in said
    assert session.exec(select(Alert.kind)).all() == [AlertKind.WITHDRAWN]
    back = browser.post(f"/o/salon/organisations/{alpha.id}/return", data={"basis": "telephone"})
    assert back.location.endswith(f"/o/salon/organisations/{alpha.id}")


def test_a_partner_who_sees_all_changes_nothing(partner, session, crowd):
    person = of(session, crowd[1]).id
    browser = partner(StaffRole.PARTNER_ALL)

    page = browser.get(f"/o/salon/people/{person}").text

    assert ("Who wishes to meet Beta" in page, "Withdraw by telephone" in page, "/messages" in page) == (
        True,
        False,
        False,
    )
    for action in ("edit", "withdraw", "stay", "address", "act", "move"):
        assert browser.get(f"/o/salon/people/{person}/{action}").status_code == 404, action


@pytest.mark.parametrize("role", [StaffRole.PARTNER_ALL, StaffRole.PARTNER_OWN, StaffRole.ORGANISER])
def test_how_a_proposal_stands_is_said_as_its_delegation_was_told(partner, session, crowd, role):
    speaker, now = of(session, crowd[0]), clock.now()
    for title, values in {
        "Being read": {},
        "Accepted, told": {"decision": Decision.ACCEPTED, "told_at": now},
        "Accepted, not told": {"decision": Decision.ACCEPTED},
        "Declined, not told": {"decision": Decision.DECLINED},
        "Declined, told": {"decision": Decision.DECLINED, "told_at": now},
    }.items():
        sent_proposal(session, speaker, title, **values)
    browser = partner(role)

    for path in (f"/o/salon/people/{speaker.id}", f"/o/salon/organisations/{speaker.delegation_id}"):
        facts = re.findall(r"<dt>Presentation</dt><dd>(.*?)</dd>", browser.get(path).text, re.DOTALL)
        said = [" ".join(re.sub("<[^>]*>", " ", fact).split()) for fact in facts]
        assert said[0] == "Being read being read"
        assert said[1].startswith("Accepted, told proposal accepted")
        assert said[2:] == ["Accepted, not told being read", "Declined, not told being read"]


def test_figures_say_no_name_and_no_small_number(partner, session, event, crowd):
    category = make.make_category(session, event, "guest")
    for _ in range(12):
        make.make_registration(session, make.make_delegation(session, event, category))
    browser = partner(StaffRole.PARTNER_FIGURES)

    page = browser.get("/o/salon/figures").text

    assert seen(browser, "/o/salon/figures") == (False, False)
    assert [part.split("<")[0] for part in page.split('<td class="num">')[1:3]] == ["15", "15"]
    # cards, wishes, meetings; organisations and people of the small category, and of the empty one
    assert page.count("fewer than 5") == 7
    assert browser.get("/o/salon/people").status_code == 404
    assert "/o/salon/people" not in page


def test_a_partner_without_organisations_is_told_who_names_them(app, session, event):
    staff = make.make_staff(session, event, StaffRole.PARTNER_OWN, language="en")
    session.commit()
    browser = log_in_as(app.test_client(), StaffUser(staff))

    for path in ("/o/salon/figures", "/o/salon/people"):
        assert "The organisers of the event say which organisations you bring" in browser.get(path).text
