"""What one side keeps private leaves no trace on any page of the other: the pages are the same to the letter."""

import re
from collections.abc import Callable
from datetime import time

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Agreement, Answer, Event, Registration, Veto, Wish
from tests.builders.factories import make_absence, make_slots, make_venue, make_wish
from tests.builders.pages import text
from tests.builders.wishes import Forum

PAGES = ("welcome", "company", "card", "directory", "wishes", "interest", "availability", "agenda")
Enter = Callable[[Registration], FlaskClient]


def everything(client: FlaskClient, forum: Forum, other_id: int | None) -> list[str]:
    """All pages of a participant, and the other side's, without the tokens of their forms."""
    pages = [*PAGES, f"directory/{other_id}", f"directory/{other_id}/veto", "directory?not_wished=1"]
    answers = [client.get(f"/e/{forum.event.slug}/{page}") for page in pages]
    assert {answer.status_code for answer in answers} == {200}
    return [re.sub(r"[\w-]{40,}\.[\w-]{6}\.[\w-]{27}", "TOKEN", answer.text) for answer in answers]


@pytest.fixture(params=list(Agreement))
def wished(request: pytest.FixtureRequest, session: Session, forum: Forum) -> Forum:
    """We wish to meet Other 1, who has said nothing; under every kind of agreement."""
    make_slots(session, make_venue(session, forum.event))
    make_wish(session, forum.ours, forum.others[0])
    session.get_one(Event, forum.event.id).agreement = request.param
    return forum


def test_a_no_reads_like_silence(wished: Forum, session: Session, enter: Enter):
    ada = enter(wished.ada)
    silence = everything(ada, wished, wished.others[0].id)
    wish = session.get_one(Wish, 1)

    enter(wished.people[0]).post(f"/e/{wished.event.slug}/interest/{wish.id}", data={"answer": "no"})

    assert wish.answer == Answer.NO
    assert everything(ada, wished, wished.others[0].id) == silence


def test_a_veto_reads_like_silence(wished: Forum, session: Session, enter: Enter):
    ada = enter(wished.ada)
    silence = everything(ada, wished, wished.others[0].id)

    enter(wished.people[0]).post(f"/e/{wished.event.slug}/directory/{wished.ours.id}/veto")

    assert session.get_one(Veto, 1).against_id == wished.ours.id
    assert everything(ada, wished, wished.others[0].id) == silence


def test_an_absence_and_its_note_are_not_seen_by_others_or_colleagues(wished: Forum, session: Session, enter: Enter):
    readers = [enter(wished.ada), enter(wished.bob)]
    before = [everything(reader, wished, wished.others[0].id) for reader in readers]

    make_absence(session, wished.people[0], time(9), time(10), note="Radiotherapy")

    assert [everything(reader, wished, wished.others[0].id) for reader in readers] == before


def test_strength_and_rank_of_a_wish_are_not_seen_by_the_other_side(wished: Forum, session: Session, enter: Enter):
    them = enter(wished.people[0])
    before = everything(them, wished, wished.ours.id)

    wish = session.get_one(Wish, 1)
    wish.strength, wish.rank = "must", 9
    session.add(wish)

    assert everything(them, wished, wished.ours.id) == before


def test_colleagues_share_wishes_vetoes_and_answers(wished: Forum, session: Session, enter: Enter):
    received = make_wish(session, wished.others[1], wished.ours)
    ada, bob = enter(wished.ada), enter(wished.bob)
    ada.post(f"/e/{wished.event.slug}/directory/{wished.others[2].id}/veto")
    ada.post(f"/e/{wished.event.slug}/interest/{received.id}", data={"answer": "yes"})

    wishes = text(bob.get(f"/e/{wished.event.slug}/wishes"))

    assert "1 · Other 1" in wishes
    assert "Other 3 Take back" in wishes
    assert "You said yes by Ada" in text(bob.get(f"/e/{wished.event.slug}/interest"))
