"""Directory, wishes and vetoes as a participant clicks through them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.models import Answer, Category, Organisation, Person, ReleaseKind, Strength, Veto, Wish
from matchmaker.wishes.commands.delegation import list_wishes, set_answer
from matchmaker.wishes.commands.wishes import add_wish
from matchmaker.wishes.queries.directory import PAGE
from tests.builders.factories import make_delegation, make_organisation, make_registration, make_wish
from tests.builders.pages import text
from tests.builders.releases import meeting, release
from tests.builders.wishes import Forum, build_forum


def order(session: Session, forum: Forum) -> list[int]:
    return [wish.to_id for wish in list_wishes(session, forum.ours)]


def rename(session: Session, forum: Forum, number: int, name: str) -> None:
    organisation = session.get_one(Organisation, forum.others[number].organisation_id)
    organisation.name = name
    session.add(organisation)


def test_one_tap_adds_a_wish_and_leads_back_to_the_search(ada: FlaskClient, session: Session, forum: Forum):
    back = f"/e/{forum.event.slug}/directory?q=other"

    responses = [
        ada.post(f"/e/{forum.event.slug}/wishes", data={"to": forum.others[1].id, "back": back}) for _ in range(2)
    ]

    assert [(response.status_code, response.location) for response in responses] == [(303, back)] * 2
    assert order(session, forum) == [forum.others[1].id]
    assert "Your wish number 1" in text(ada.get(back))


def test_nobody_is_led_to_another_site(ada: FlaskClient, forum: Forum):
    response = ada.post(
        f"/e/{forum.event.slug}/wishes", data={"to": forum.others[1].id, "back": "https://evil.example/"}
    )

    assert response.location == f"/e/{forum.event.slug}/wishes"


def test_a_wish_is_made_with_all_that_can_be_said(ada: FlaskClient, session: Session, forum: Forum):
    ada.post(
        f"/e/{forum.event.slug}/wishes",
        data={
            "to": forum.others[0].id,
            "strength": "must",
            "person": forum.people[0].id,
            "only_them": "1",
            "why": "Their <b>terminal</b>",
        },
    )

    wish = session.exec(select(Wish).where(Wish.from_id == forum.ours.id)).one()
    assert (wish.strength, wish.person_id, wish.or_colleague, wish.why) == (
        Strength.MUST,
        forum.people[0].id,
        False,
        "Their <b>terminal</b>",
    )
    page = ada.get(f"/e/{forum.event.slug}/wishes")
    assert "Their &lt;b&gt;terminal&lt;/b&gt;" in page.text
    assert "Must Waiting for an answer" in text(page)


def test_the_list_is_ordered_by_buttons_and_by_dragging(ada: FlaskClient, session: Session, forum: Forum):
    one, two, three = (add_wish(session, forum.ada, other.id or 0) for other in forum.others[:3])
    page = f"/e/{forum.event.slug}/wishes"

    moved = ada.post(f"{page}/{three.id}/move", data={"rank": "1"})
    assert moved.location == f"{page}?open={three.id}#wish-{three.id}"
    assert " data-announce>Other 3 is wish number 1 now.<" in ada.get(moved.location).text
    assert order(session, forum) == [three.to_id, one.to_id, two.to_id]

    token = re.search(r'(?s)id="wish-order".*?name="shown" value="([^"]+)"', ada.get(page).text)
    assert token is not None
    ada.post(f"{page}/order", data={"order": f"{two.id},{one.id},{three.id}", "shown": token.group(1)})
    assert order(session, forum) == [two.to_id, one.to_id, three.to_id]

    stale = ada.post(f"{page}/order", data={"order": f"{one.id},{two.id},{three.id}", "shown": token.group(1)})
    assert (stale.status_code, "A colleague has changed the list meanwhile" in ada.get(page).text) == (303, True)
    assert order(session, forum) == [two.to_id, one.to_id, three.to_id]


@pytest.mark.parametrize("order_sent", ["", "1,x", "99999999999999999999", "-1"])
def test_an_order_that_cannot_be_read_changes_nothing(
    ada: FlaskClient, session: Session, forum: Forum, order_sent: str
):
    add_wish(session, forum.ada, forum.others[0].id or 0)

    response = ada.post(f"/e/{forum.event.slug}/wishes/order", data={"order": order_sent, "shown": "x"})

    assert response.status_code == 422
    assert order(session, forum) == [forum.others[0].id]


def test_a_wish_is_changed_and_a_stale_change_keeps_the_words(
    app: Flask, ada: FlaskClient, session: Session, forum: Forum, enter: Callable
):
    wish = add_wish(session, forum.ada, forum.others[0].id or 0)
    page = f"/e/{forum.event.slug}/wishes"
    token = re.search(rf'(?s)wishes/{wish.id}".*?name="shown" value="([^"]+)"', ada.get(page).text)
    assert token is not None
    bob = enter(forum.bob)

    bob.post(f"{page}/{wish.id}", data={"shown": token.group(1), "strength": "must", "why": "Bob"})
    ada.post(f"{page}/{wish.id}", data={"shown": token.group(1), "strength": "open", "why": "Ada <i>"})

    assert (wish.strength, wish.why) == (Strength.MUST, "Bob")
    after = ada.get(page).text
    assert "A colleague has changed this wish meanwhile" in after
    assert "You had written: “Ada &lt;i&gt;”" in after


def test_a_full_list_is_a_sentence_and_removing_makes_room(ada: FlaskClient, session: Session, forum: Forum):
    first, *_rest = (add_wish(session, forum.ada, other.id or 0).id for other in forum.others[:4])
    page = f"/e/{forum.event.slug}/wishes"

    assert ada.post(page, data={"to": forum.others[4].id}).headers["Location"] == page
    shown_page = ada.get(page)
    assert "You have 4 wishes, which is all that your category may make" in shown_page.text
    listed = text(shown_page)
    assert "4 wishes of 4" in listed
    directory = ada.get(f"/e/{forum.event.slug}/directory").text
    assert all("Your list is full: remove a wish to add another." in page for page in (listed, directory))
    assert "Wish to meet Other 5" not in directory
    for _ in range(2):
        assert ada.post(f"{page}/{first}/remove").status_code == 303
    assert ada.post(page, data={"to": forum.others[4].id}).status_code == 303
    assert order(session, forum) == [other.id for other in forum.others[1:5]]


def test_after_the_deadline_the_list_is_only_read(ada: FlaskClient, session: Session, forum: Forum):
    wish = add_wish(session, forum.ada, forum.others[0].id or 0)
    forum.event.wishes_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.add(forum.event)
    page = f"/e/{forum.event.slug}/wishes"

    shown_page = ada.get(page)

    assert "The time for wishes is over" in text(shown_page)
    assert "/move" not in shown_page.text
    assert 'name="to"' not in ada.get(f"/e/{forum.event.slug}/directory").text
    for address in (f"{page}/{wish.id}/remove", f"{page}/{wish.id}/move"):
        assert ada.post(address, data={"rank": "1"}).status_code == 409
    assert order(session, forum) == [forum.others[0].id]


def test_wishes_of_others_and_ids_of_other_events_do_not_exist(ada: FlaskClient, session: Session, forum: Forum):
    elsewhere = build_forum(session)
    theirs = make_wish(session, forum.others[0], forum.others[1])
    foreign = add_wish(session, elsewhere.ada, elsewhere.others[0].id or 0)
    page = f"/e/{forum.event.slug}"

    for wish in (theirs, foreign):
        for verb in ("", "/move"):
            data = {"rank": "1", "shown": "x"}
            assert ada.post(f"{page}/wishes/{wish.id}{verb}", data=data).status_code == 404
        # removing answers as for a wish that is gone already, and removes nothing
        assert ada.post(f"{page}/wishes/{wish.id}/remove").status_code == 303
        assert session.get(Wish, wish.id) is not None
    for other_id in (elsewhere.others[0].id, forum.ours.id, 999_999_999):
        assert ada.post(f"{page}/wishes", data={"to": other_id}).status_code == 404
        assert ada.get(f"{page}/directory/{other_id}").status_code == 404
        assert ada.post(f"{page}/directory/{other_id}/veto").status_code == 404
    assert session.exec(select(Veto)).all() == []


def test_never_meet_is_asked_given_shown_to_us_and_taken_back(ada: FlaskClient, session: Session, forum: Forum):
    add_wish(session, forum.ada, forum.others[0].id or 0)
    page = f"/e/{forum.event.slug}/directory/{forum.others[0].id}"

    assert "Never meet Other 1?" in text(ada.get(f"{page}/veto"))
    ada.post(f"{page}/veto")
    assert order(session, forum) == []
    assert "Never meet Private: only your colleagues here and the organisers see this." in text(
        ada.get(f"/e/{forum.event.slug}/wishes")
    )
    assert "You asked never to meet them." in text(ada.get(page))

    ada.post(f"{page}/veto/remove")
    assert session.exec(select(Veto)).all() == []


def test_the_directory_never_shows_an_address_or_a_number(ada: FlaskClient, session: Session, forum: Forum):
    person = session.get_one(Person, forum.people[0].person_id)
    person.phone, person.email = "+32 470 11 22 33", "secret@other.example"
    forum.people[0].share_phone = True
    session.add_all([person, forum.people[0]])

    pages = (
        ada.get(f"/e/{forum.event.slug}/directory").text
        + ada.get(f"/e/{forum.event.slug}/directory/{forum.others[0].id}").text
    )

    assert person.last_name in pages
    assert "470 11" not in pages
    assert "secret@" not in pages


def test_search_counts_and_says_when_nobody_fits(ada: FlaskClient, forum: Forum):
    page = f"/e/{forum.event.slug}/directory"

    assert "5 organisations" in text(ada.get(page))
    assert "Nobody fits this search" in text(ada.get(f"{page}?q=zzz"))
    assert "5 of 5 organisations fit · show all" in text(ada.get(f"{page}?q=other&page=9&order=x&category=premium"))


def test_a_long_directory_has_pages_that_keep_the_search(ada: FlaskClient, session: Session, forum: Forum):
    category = session.get_one(Category, forum.ours.category_id)
    for number in range(PAGE + 1):
        organisation = make_organisation(session, f"Many {number}")
        make_registration(session, make_delegation(session, forum.event, category, organisation))

    response = ada.get(f"/e/{forum.event.slug}/directory?q=many&order=name")

    assert "Page 1 of 2" in text(response)
    assert f'href="/e/{forum.event.slug}/directory?q=many&amp;order=name&amp;page=2"' in response.text


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "x" * 200, "\u202eمنظمة الشرق", 'O\'Neil & "Sons"', "🏭"]
)
def test_hostile_names_are_only_names(ada: FlaskClient, session: Session, forum: Forum, name: str):
    rename(session, forum, 0, name)
    wish = add_wish(session, forum.ada, forum.others[0].id or 0)
    make_wish(session, forum.others[0], forum.ours, why=name)
    page = f"/e/{forum.event.slug}"

    for address in ("directory", f"directory/{forum.others[0].id}", f"wishes?open={wish.id}", "interest"):
        response = ada.get(f"{page}/{address}")
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert " ".join(name.split()) in text(response)


def test_a_yes_is_told_and_a_no_is_not(ada: FlaskClient, session: Session, forum: Forum):
    for other, answer in zip(forum.others, (Answer.YES, Answer.NO, Answer.NONE, Answer.IF_ROOM), strict=False):
        set_answer(session, add_wish(session, forum.ada, other.id or 0), answer, None)

    states = re.findall(
        r"Mutual yes|Waiting for an answer|Yes, if there is room", text(ada.get(f"/e/{forum.event.slug}/wishes"))
    )

    assert states == ["Mutual yes", "Waiting for an answer", "Waiting for an answer", "Yes, if there is room"]


def test_suggestions_and_the_directory_know_what_is_answered_and_in_the_schedule(
    ada: FlaskClient, session: Session, forum: Forum
):
    for delegation in (forum.ours, *forum.others):
        card = session.get_one(Organisation, delegation.organisation_id)
        card.offers, card.seeks = ["funding"], ["funding"]
        session.add(card)
    make_wish(session, forum.others[0], forum.ours, answer=Answer.YES)
    release(session, forum.ada, 1, ReleaseKind.FINAL, [meeting(session, forum, 2, time(14))])
    base = f"/e/{forum.event.slug}"

    wishes, directory = text(ada.get(f"{base}/wishes")), text(ada.get(f"{base}/directory?order=name"))

    suggested = wishes.partition("Suggestions")[2]
    assert [f"Other {number}" in suggested for number in range(1, 6)] == [False, False, True, True, True]
    assert directory.count("You said yes") == directory.count("In your schedule") == 1
    assert "In your schedule" in text(ada.get(f"{base}/directory/{forum.others[1].id}"))
