"""A "no" or a veto against somebody with whom a meeting is published: what follows is said before, and undone after."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.models import Alert, AlertState, Answer, Registration, ReleaseKind, Wish
from tests.builders.factories import make_wish
from tests.builders.pages import text
from tests.builders.releases import meeting, release
from tests.builders.wishes import Forum

APPOINTMENT = "Other 1, Thursday 11 March at 09:30, Table T4"


@pytest.fixture(autouse=True)
def now():
    jobs.quick_queue.flush()  # of what earlier tests of this process have left
    with time_machine.travel(datetime(2027, 3, 4, 9, tzinfo=UTC), tick=False):
        yield
    jobs.quick_queue.flush()


@pytest.fixture
def wish(session: Session, forum: Forum) -> Wish:
    """Other 1 wished to meet us, we said yes, and Ada meets them."""
    release(session, forum.ada, 1, ReleaseKind.FINAL, [meeting(session, forum, 1, time(9, 30))])
    return make_wish(session, forum.others[0], forum.ours, answer=Answer.YES)


def states(session: Session) -> list[AlertState]:
    return [alert.state for alert in session.exec(select(Alert).order_by(Alert.id))]


def test_a_no_leads_to_what_follows_first_and_can_be_undone(
    ada: FlaskClient, session: Session, forum: Forum, wish: Wish
) -> None:
    base = f"/e/{forum.event.slug}"
    assert f'href="{base}/interest/{wish.id}/no"' in ada.get(f"{base}/interest").text
    before = text(ada.get(f"{base}/interest/{wish.id}/no"))
    assert f"Say no to Other 1? No meeting from this wish. {APPOINTMENT} This meeting is published." in before
    assert states(session) == []

    page = ada.post(f"{base}/interest/{wish.id}", data={"answer": "no"}, follow_redirects=True)

    assert states(session) == [AlertState.OPEN]
    assert len(jobs.quick_queue) == 1  # the organisers are told at once
    assert "The organisers know that you do not want this meeting. It stands until they publish." in page.text
    assert "You do not want this meeting: the organisers know" in text(ada.get(f"{base}/agenda"))
    assert f"You do not want this meeting: the organisers know {APPOINTMENT}" in text(ada.get(f"{base}/agenda/wrong"))

    ada.post(f"{base}/interest/{wish.id}", data={"answer": "yes"})
    assert states(session) == [AlertState.TAKEN_BACK]


def test_a_colleague_vetoes_and_takes_it_back(
    enter: Callable[[Registration], FlaskClient], session: Session, forum: Forum, wish: Wish
) -> None:
    bob, base = enter(forum.bob), f"/e/{forum.event.slug}"
    forum.event.cancel_after_minutes = 0
    before = text(bob.get(f"{base}/directory/{forum.others[0].id}/veto"))
    assert APPOINTMENT in before
    assert "If the organisers do not decide otherwise, it is cancelled by itself." in before

    bob.post(f"{base}/directory/{forum.others[0].id}/veto")
    assert states(session) == [AlertState.OPEN]
    assert "You do not want this meeting: the organisers know" in text(enter(forum.ada).get(f"{base}/agenda"))

    bob.post(f"{base}/directory/{forum.others[0].id}/veto/remove")
    assert states(session) == [AlertState.TAKEN_BACK]


def test_a_wish_of_our_own_takes_back_the_no(ada: FlaskClient, session: Session, forum: Forum, wish: Wish) -> None:
    base = f"/e/{forum.event.slug}"
    ada.post(f"{base}/interest/{wish.id}", data={"answer": "no"})

    ada.post(f"{base}/wishes", data={"to": forum.others[0].id})

    assert states(session) == [AlertState.TAKEN_BACK]


def test_without_a_published_meeting_nothing_is_asked(ada: FlaskClient, session: Session, forum: Forum) -> None:
    wish = make_wish(session, forum.others[0], forum.ours)
    base = f"/e/{forum.event.slug}"

    assert f"/interest/{wish.id}/no" not in ada.get(f"{base}/interest").text
    ada.post(f"{base}/interest/{wish.id}", data={"answer": "no"})

    assert states(session) == []


def test_after_the_deadline_the_page_of_a_veto_says_what_stays(
    ada: FlaskClient, session: Session, forum: Forum
) -> None:
    forum.event.wishes_close_at = datetime(2027, 3, 1, tzinfo=UTC)
    session.add(forum.event)

    page = text(ada.get(f"/e/{forum.event.slug}/directory/{forum.others[0].id}/veto"))

    assert "They still see what you told them in time; no meeting follows from it." in page


def test_what_is_only_taken_back_cancels_nothing_and_says_so(
    ada: FlaskClient, session: Session, forum: Forum, wish: Wish
) -> None:
    base, stands = f"/e/{forum.event.slug}", "The meeting in your schedule stands: if you cannot come, say so there."
    own = make_wish(session, forum.ours, forum.others[0]).id

    removed = ada.post(f"{base}/wishes/{own}/remove", follow_redirects=True)
    undone = ada.post(f"{base}/interest/{wish.id}", data={"answer": "none"}, follow_redirects=True)

    assert stands in removed.text
    assert stands in undone.text
    assert states(session) == []
