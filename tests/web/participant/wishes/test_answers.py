"""Interest in me, as a participant clicks through it."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Answer, Strength
from tests.builders.factories import make_wish
from tests.builders.pages import text
from tests.builders.wishes import Forum, build_forum


def test_interest_is_answered_changed_and_undone(ada: FlaskClient, session: Session, forum: Forum):
    wish = make_wish(session, forum.others[0], forum.ours, why="Your app")
    page = f"/e/{forum.event.slug}/interest"
    before = ada.get(page)
    assert "1 organisation waits for your answer, until" in text(before)
    assert "“Your app”" in text(before)
    assert 'class="badge-count">1<' in before.text

    for answer, words in (
        ("yes", "You said yes"),
        ("if_room", "You said: if there is room"),
        ("no", "You said no"),
        ("none", "What the answers mean"),
    ):
        assert ada.post(f"{page}/{wish.id}", data={"answer": answer}).location == page
        assert wish.answer == Answer(answer)
        assert words in text(ada.get(page))


def test_what_they_keep_to_themselves_is_not_shown(ada: FlaskClient, session: Session, forum: Forum):
    make_wish(session, forum.others[0], forum.ours, strength=Strength.MUST, rank=17)

    page = ada.get(f"/e/{forum.event.slug}/interest")

    assert "17" not in text(page).replace("2017", "")
    assert "Must" not in text(page)


def test_nobody_answers_for_somebody_else(ada: FlaskClient, session: Session, forum: Forum):
    elsewhere = build_forum(session)
    wishes = [
        make_wish(session, forum.others[0], forum.others[1]),
        make_wish(session, elsewhere.others[0], elsewhere.ours),
        make_wish(session, forum.ours, forum.others[0]),
    ]

    for wish in wishes:
        assert ada.post(f"/e/{forum.event.slug}/interest/{wish.id}", data={"answer": "yes"}).status_code == 404
        assert wish.answer == Answer.NONE


@pytest.mark.parametrize("said", ["", "maybe", "YES"])
def test_an_answer_is_one_of_three(ada: FlaskClient, session: Session, forum: Forum, said: str):
    wish = make_wish(session, forum.others[0], forum.ours)

    assert ada.post(f"/e/{forum.event.slug}/interest/{wish.id}", data={"answer": said}).status_code == 422
    assert wish.answer == Answer.NONE


def test_after_the_deadline_answers_are_only_read(ada: FlaskClient, session: Session, forum: Forum):
    wish = make_wish(session, forum.others[0], forum.ours)
    forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.add(forum.event)
    page = f"/e/{forum.event.slug}/interest"

    assert "The time for answers is over." in text(ada.get(page))
    assert '<form class="answer"' not in ada.get(page).text
    assert ada.post(f"{page}/{wish.id}", data={"answer": "yes"}).status_code == 409


def test_without_interest_the_page_says_what_helps(ada: FlaskClient, forum: Forum):
    assert "Nobody has wished to meet you so far" in text(ada.get(f"/e/{forum.event.slug}/interest"))


def test_after_the_deadline_no_badge_asks_for_what_cannot_be_given(ada: FlaskClient, session: Session, forum: Forum):
    make_wish(session, forum.others[0], forum.ours)
    forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.add(forum.event)

    agenda = ada.get(f"/e/{forum.event.slug}/agenda")

    assert "badge-count" not in agenda.text
    assert "waits for your answer" not in text(agenda)
    assert "Answers and times are closed: the schedule is made from them." in text(agenda)
