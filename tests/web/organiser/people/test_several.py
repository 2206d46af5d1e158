"""Several people of the list at once: what it means is shown first, and then noted for those who were shown."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlmodel import Session, col, select

from matchmaker.models import (
    AuditEntry,
    Delegation,
    Event,
    Organisation,
    Person,
    Phase,
    Registration,
    StructureAct,
    StructureChange,
)
from tests.builders import factories as make
from tests.builders.crowded import make_published_forum
from tests.builders.forum import Forum
from tests.builders.history import trail
from tests.builders.pages import text


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def ids(forum: Forum, *names: str) -> list[int | None]:
    return [forum.people[name].id for name in names]


def gone(session: Session, forum: Forum) -> list[str]:
    session.expire_all()
    return [name for name, one in forum.people.items() if one.withdrawn]


def test_several_withdraw_and_return_as_they_were_shown(
    organiser: FlaskClient, base: str, session: Session, forum: Forum
):
    people: dict[str, Any] = {"person": ids(forum, "Nivelyo", "Other 5"), "back": f"{base}/people?q=o"}
    withdraw, take_back = f"{base}/people/several/withdraw", f"{base}/people/several/return"

    page = organiser.post(withdraw, data=people)
    assert (page.status_code, gone(session, forum)) == (200, [])
    assert "1 meeting is touched," in page.text
    sent = people | {"shown": hidden(page.text, "shown"), "basis": "mail", "note": "They called."}
    done = organiser.post(withdraw, data=sent)
    assert (done.status_code, done.location, gone(session, forum)) == (303, people["back"], ["Nivelyo", "Other 5"])
    assert [entry[:3] for entry in trail(session)[1:]] == [("Anne", "withdraw_several", "")]

    again = organiser.post(withdraw, data=sent)  # a double click
    assert (again.status_code, again.text.count("has withdrawn already")) == (409, 2)

    page = organiser.post(take_back, data=people | {"person": [*people["person"], *ids(forum, "Other 1")]})
    assert "1 person is left out:" in page.text
    organiser.post(take_back, data=people | {"shown": hidden(page.text, "shown"), "basis": "telephone"})
    assert gone(session, forum) == []
    assert [entry[:3] for entry in trail(session)[2:]] == [("Anne", "return_several", "")]


def test_what_changed_since_it_was_shown_is_shown_again(
    organiser: FlaskClient, base: str, session: Session, forum: Forum
):
    address, people = f"{base}/people/several/withdraw", {"person": ids(forum, "Nivelyo", "Other 5")}
    shown = hidden(organiser.post(address, data=people).text, "shown")
    organiser.post(f"{base}/people/{people['person'][0]}/withdraw", data={"basis": "telephone"})

    stale = organiser.post(address, data=people | {"shown": shown, "basis": "telephone"})

    assert (stale.status_code, gone(session, forum)) == (409, ["Nivelyo"])
    assert "Somebody has changed this page meanwhile." in stale.text
    wrong = {"shown": hidden(stale.text, "shown"), "basis": "fax"}
    assert organiser.post(address, data=people | wrong).status_code == 422


@pytest.mark.parametrize("action", ["withdraw", "return", "category"])
def test_ids_of_elsewhere_and_nonsense_concern_nobody(
    organiser: FlaskClient, base: str, session: Session, forum: Forum, action: str
):
    theirs = make_published_forum(session, 1).people["Nivelyo"].id
    category = session.get_one(Delegation, forum.people["Nivelyo"].delegation_id).category_id
    address = f"{base}/people/several/{action}"

    nobody = [organiser.post(address, data=data) for data in ({}, {"person": ["9" * 310, "²", "<b>", "-1"]})]
    assert [answer.status_code for answer in nobody] == [303, 303]
    assert "Tick at least one person of the list." in organiser.get(f"{base}/people").text
    sent = {"person": [theirs], "shown": "x", "basis": "mail", "category": "standard", "seen": "x"}
    answer = organiser.post(address, data=sent)
    assert answer.status_code == (303 if action == "category" else 409)
    if action != "category":
        assert "1 who was ticked is not registered here any more." in answer.text
    session.expire_all()
    assert session.get_one(Delegation, forum.people["Nivelyo"].delegation_id).category_id == category
    assert session.exec(select(col(Registration.withdrawn_at)).where(Registration.id == theirs)).one() is None


def test_several_organisations_get_another_category_and_their_old_one_back(
    organiser: FlaskClient, base: str, session: Session, forum: Forum
):
    make.make_category(session, forum.event, "premium", wish_limit=1)
    make.make_category(session, forum.event, "press", has_meetings=False)
    five, *others = (session.get_one(Delegation, forum.people[f"Other {n}"].delegation_id) for n in (5, 4, 3))
    for other in others:
        forum.wish(five, other)
    people: dict[str, Any] = {"person": ids(forum, "Other 0", "Other 5"), "back": f"{base}/people?q=o"}
    address = f"{base}/people/several/category"

    def categories() -> list[tuple[int, bool]]:
        session.expire_all()
        delegations = [session.get_one(Delegation, forum.people[name].delegation_id) for name in ("Other 0", "Other 5")]
        return [(one.category_id, one.category_by_hand) for one in delegations]

    before = categories()
    page = organiser.post(address, data=people | {"category": "press"}).text
    assert "1 organisation changes its category: Other 5" in page
    assert "1 organisation stays where it is, as it has published meetings and the category has none: Other 0." in page
    stale = organiser.post(address, data=people | {"category": "premium", "seen": hidden(page, "seen")}).text
    assert (categories(), "2 organisations change their category" in stale) == (before, True)
    assert "more wishes than the category allows; the last ones no longer count: Other 5 (4)." in stale
    assert re.search(r"They have \d+ published meetings?: (it stays|they stay) until you publish again.", stale)
    sent = people | {"category": "premium", "seen": hidden(stale, "seen")}
    assert organiser.post(address, data=sent).location == people["back"]
    assert [by_hand for _, by_hand in categories()] == [True, True]

    again = organiser.post(address, data=sent)  # a double click
    assert again.status_code == 303
    assert "None of the ticked organisations would change" in organiser.get(people["back"]).text
    change = session.exec(select(StructureChange).where(StructureChange.act == StructureAct.SET_CATEGORIES)).one()
    undo = f"{base}/structure/changes/{change.id}/undo"
    asked = organiser.post(undo)
    if asked.status_code == 200:
        organiser.post(undo, data={"seen": hidden(asked.text, "seen")})
    assert categories() == before


def test_the_history_names_the_category_and_says_where_its_list_of_organisations_ends(
    organiser: FlaskClient, base: str, session: Session, forum: Forum
):
    make.make_category(session, forum.event, "a1", names={"fr": "Invité", "en": "Guest"})
    names = [f"Other {number}" for number in (3, 4, 5)]
    for name in names:
        delegation = session.get_one(Delegation, forum.people[name].delegation_id)
        session.get_one(Organisation, delegation.organisation_id).name = f"{name} {'x' * 80}"
    sent = {"person": ids(forum, *names), "category": "a1"}

    asked = organiser.post(f"{base}/people/several/category", data=sent).text
    organiser.post(f"{base}/people/several/category", data=sent | {"seen": hidden(asked, "seen")})

    history, person = text(organiser.get(f"{base}/history")), forum.people["Other 5"].id
    assert f"Category or limits of Other 5 {'x' * 80} set: Guest" not in history
    assert f"Category or limits of Other 5 {'x' * 80} set: Guest" in text(organiser.get(f"{base}/people/{person}"))
    assert re.search(r"Category of several organisations: Guest – Other 3 x{80}, Other 4 x{80}, Other 5 x* …", history)


def test_an_archived_event_stays_as_it_was(organiser: FlaskClient, base: str, session: Session, forum: Forum):
    people: dict[str, Any] = {"person": ids(forum, "Nivelyo"), "basis": "mail"}
    make.make_category(session, forum.event, "premium")
    address = f"{base}/people/several"
    shown = hidden(organiser.post(f"{address}/withdraw", data=people).text, "shown")
    session.execute(update(Event).values(phase=Phase.ARCHIVED))

    refused = organiser.post(f"{address}/withdraw", data=people | {"shown": shown})
    moved = organiser.post(f"{address}/category", data=people | {"category": "premium"})

    assert (refused.status_code, moved.status_code, gone(session, forum)) == (409, 303, [])


def test_more_people_need_no_more_statements_to_be_shown(organiser: FlaskClient, base: str, forum: Forum, statements):
    counts, asked = [], [ids(forum, *names) for names in (["Nivelyo"], forum.people)]
    for people in asked:
        organiser.get(f"{base}/people")
        statements.clear()
        organiser.post(f"{base}/people/several/withdraw", data={"person": people})
        counts.append(len(statements))

    assert (counts[0] == counts[1], counts[1] <= 12) == (True, True), counts


def test_what_many_did_together_is_one_line_that_opens_to_their_names(
    organiser: FlaskClient, base: str, session: Session, forum: Forum
):
    names = [f"Other {number}" for number in range(1, 5)]
    for name in names:
        session.get_one(Person, forum.people[name].person_id).last_name = name
    people: dict[str, Any] = {"person": ids(forum, *names), "back": f"{base}/people"}
    page = organiser.post(f"{base}/people/several/withdraw", data=people)
    sent = people | {"shown": hidden(page.text, "shown"), "basis": "mail"}
    organiser.post(f"{base}/people/several/withdraw", data=sent)

    whole = session.exec(select(AuditEntry.id).where(AuditEntry.verb == "withdraw_several")).one()
    history, one = organiser.get(f"{base}/history?topic=people"), forum.people["Other 1"].id
    assert "1 entry" in text(history)
    assert "Withdrawn from the event: 4 people (by mail) Who?" in text(history)
    assert [name for name in names if f"{name} <a href=" in history.text] == names
    assert "1 entry" in text(organiser.get(f"{base}/history?q=other+3"))
    assert "Other 1 withdrew from the event" in text(organiser.get(f"{base}/people/{one}"))
    assert "4 entries" in text(organiser.get(f"{base}/history?whole={whole}"))
