"""What now: three steps, of which none blocks the way, and every save leads on."""

from datetime import UTC, datetime, time

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Category, Demand, EventKind, Organisation, Person, ReleaseKind, Role
from tests.builders.factories import make_leg, make_registration, make_slots, make_venue, make_wish
from tests.builders.pages import shown, text
from tests.builders.releases import meeting, release
from tests.builders.wishes import Forum


@pytest.fixture
def next_page(forum: Forum) -> str:
    return f"/e/{forum.event.slug}/next"


def company(session: Session, forum: Forum, number: int | None = None) -> Organisation:
    """Ours, or that of one of the others."""
    delegation = forum.ours if number is None else forum.others[number]
    return session.get_one(Organisation, delegation.organisation_id)


def test_three_steps_of_which_the_times_are_done_when_they_are_said(ada, session, forum, next_page):
    make_slots(session, make_venue(session, forum.event), number=2)

    page = text(ada.get(next_page))

    assert "What now? Three steps, three minutes, until" in page
    assert "1 What you look for" in page
    assert "2 Whom you want to meet Up to 4 wishes, in your order." in page
    assert "3 When you can All day: 2 slots. Change That is right" in page
    assert "Later" in page
    ada.post(f"/e/{forum.event.slug}/availability", data={})
    assert "When you can (done) All day: 2 slots. Change" in text(ada.get(next_page))


def test_at_a_mission_one_says_first_whom_one_looks_for_in_each_city(ada, session, forum, next_page):
    forum.event.kind = EventKind.MISSION
    legs = [make_leg(session, forum.event, city, "Europe/Tallinn") for city in ("Copenhague", "Tallinn")]
    company(session, forum).seeks = ["funding"]

    before = ada.get(next_page)
    session.add(Demand(leg_id=legs[0].id, delegation_id=forum.ours.id, words="Resellers"))
    session.flush()
    after = text(ada.get(next_page))

    assert "1 Whom you look for in each city Copenhagen: nothing said yet Say it Tallinn: nothing said" in text(before)
    assert f'class="btn btn-primary btn-wide" href="/e/{forum.event.slug}/demands"' in before.text
    assert "/seeks" not in before.text
    assert "Whom you look for in each city (done) Copenhagen: said Change Tallinn: nothing said yet Say it" in after


def test_a_company_is_wished_for_with_one_tap_and_the_next_one_is_there(ada, session, forum, next_page):
    for number in range(5):
        company(session, forum, number).offers = ["funding"]
    company(session, forum).seeks = ["funding"]

    added = ada.post(f"/e/{forum.event.slug}/wishes", data={"to": forum.others[0].id, "back": next_page})
    page = text(ada.get(next_page))

    assert (added.status_code, added.location) == (303, next_page)
    assert "1 · Other 1" in page
    assert [name for name in ("Other 2", "Other 3", "Other 4") if name not in page] == []


def test_without_matches_others_are_suggested_those_who_speak_our_language_first(ada, session, forum, next_page):
    for registration in (*forum.people[:3], forum.people[4]):
        session.get_one(Person, registration.person_id).languages = ["nl"]

    first = "Some of those who come Other 4 You have English and French in common. Wish Other 1 Wish Other 2 Wish"
    assert first in text(ada.get(next_page))


def test_what_is_looked_for_is_one_question(ada, session, forum, next_page):
    company(session, forum, 0).offers = ["funding", "partner"]
    company(session, forum, 1).offers = ["funding"]
    question = ada.get(f"/e/{forum.event.slug}/seeks")
    assert text(question).index("(2)") < text(question).index("(1)")

    saved = ada.post(f"/e/{forum.event.slug}/seeks", data={"seeks": ["funding"], "shown": shown(question)})

    assert (saved.status_code, saved.location) == (303, next_page)
    assert company(session, forum).seeks == ["funding"]
    assert "What you look for (done)" in text(ada.get(next_page))


def test_what_colleagues_tick_at_once_is_all_kept(ada, session, forum):
    company(session, forum, 0).offers = ["funding", "mobile-apps"]
    question = ada.get(f"/e/{forum.event.slug}/seeks")
    company(session, forum).seeks = ["mobile-apps"]

    saved = ada.post(f"/e/{forum.event.slug}/seeks", data={"seeks": ["funding"], "shown": shown(question)})

    assert saved.status_code == 303
    assert sorted(company(session, forum).seeks) == ["funding", "mobile-apps"]


def test_every_save_leads_on_until_there_is_a_schedule(ada: FlaskClient, session, forum, next_page):
    def save_card():
        return ada.post(
            f"/e/{forum.event.slug}/card", data={"job_title": "Directrice", "languages": ["fr"], "language": "en"}
        )

    def save_times():
        return ada.post(f"/e/{forum.event.slug}/availability", data={})

    def save_company():
        token = shown(ada.get(f"/e/{forum.event.slug}/company"))
        return ada.post(f"/e/{forum.event.slug}/company", data={"country": "BE", "shown": token})

    saves = (save_card, save_times, save_company)
    assert [save().location for save in saves] == [next_page] * 3

    release(session, forum.ada, 1, ReleaseKind.FINAL, [meeting(session, forum, 1, time(9, 30))])
    assert [save().location.rpartition("/")[2] for save in saves] == ["card", "availability", "company"]
    assert ada.get(f"/e/{forum.event.slug}/").location == f"/e/{forum.event.slug}/agenda"


def test_who_waits_for_an_answer_is_said(ada, session, forum, next_page):
    make_wish(session, forum.others[1], forum.ours)

    assert "1 company waits for your answer" in text(ada.get(next_page))


def test_when_the_times_are_over_nothing_is_asked_any_more(ada, session, forum, next_page):
    forum.event.wishes_close_at = forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)

    page = ada.get(next_page)

    assert "What now? The schedule is being made with these times." in text(page)
    assert "/seeks" not in page.text
    assert "Suggestions" not in page.text


def without_meetings_by_category(session, forum):
    session.get_one(Category, forum.ours.category_id).has_meetings = False


def without_meetings_by_role(session, forum):
    forum.ada.role = Role.OFFICIAL


@pytest.mark.parametrize("without_meetings", [without_meetings_by_category, without_meetings_by_role])
def test_who_has_no_meetings_is_told_so_and_asked_nothing(ada, session, forum, next_page, without_meetings):
    make_slots(session, make_venue(session, forum.event), number=2)
    without_meetings(session, forum)

    agenda, availability = (ada.get(f"/e/{forum.event.slug}/{page}") for page in ("agenda", "availability"))

    assert ada.get(next_page).location == f"/e/{forum.event.slug}/agenda"
    assert "No meetings of your own" in text(agenda)
    assert "steps" not in text(agenda)
    assert "No meetings of your own" in text(availability)
    assert "Save my times" not in availability.text


def test_no_language_is_missed_where_nobody_has_joined_yet(ada, session, forum, next_page):
    company(session, forum).seeks = ["funding"]
    company(session, forum, 0).offers = ["funding"]
    joined = text(ada.get(next_page))
    forum.people[0].agreed_at = None
    nobody = text(ada.get(next_page))
    session.get_one(Person, forum.people[0].person_id).languages = ["nl"]
    forum.people[0].agreed_at = forum.event.created_at
    another = text(ada.get(next_page))

    pages = (joined, nobody, another)
    assert ["in common" in page.partition("Other 1")[2].partition("Wish")[0] for page in pages] == [True, False, True]
    assert ["No language in common is known." in page for page in pages] == [False, False, True]


def test_who_joined_in_a_role_without_meetings_has_joined(ada, session, forum):
    page = f"/e/{forum.event.slug}/directory/{forum.others[0].id}"
    forum.people[0].agreed_at = None
    nobody = text(ada.get(page))
    make_registration(session, forum.others[0], role=Role.OFFICIAL)

    assert "Nobody of this organisation has registered yet." in nobody
    assert "Those who take the meetings of this organisation have not registered yet." in text(ada.get(page))
