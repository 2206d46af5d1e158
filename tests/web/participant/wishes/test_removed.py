"""Undo of a removed wish on the page: the cookie says which one it was, and no more."""

from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.models import Answer, Strength
from matchmaker.wishes.commands.delegation import list_wishes, set_answer
from matchmaker.wishes.commands.wishes import add_wish
from tests.builders.pages import text
from tests.builders.wishes import Forum


def test_a_removal_is_undone_with_all_that_the_wish_was(ada: FlaskClient, session: Session, forum: Forum):
    first, second = (add_wish(session, forum.ada, other.id or 0) for other in forum.others[:2])
    first.why, first.strength, first.created_at = "Your app", Strength.MUST, datetime(2026, 1, 1, tzinfo=UTC)
    set_answer(session, first, Answer.YES, None)
    page, old = f"/e/{forum.event.slug}/wishes", first.id
    session.flush()

    removed = ada.post(f"{page}/{old}/remove", follow_redirects=True)
    assert "The wish for Other 1 is removed. Nobody is told. Undo" in text(removed)
    back = ada.post(f"{page}/restore", follow_redirects=True)

    session.expire_all()
    wish = list_wishes(session, forum.ours)[0]
    assert (wish.to_id, wish.rank, wish.why, wish.strength, wish.created_at, wish.answer, second.rank) == (
        forum.others[0].id,
        1,
        "Your app",
        Strength.MUST,
        datetime(2026, 1, 1, tzinfo=UTC),
        Answer.YES,
        2,
    )
    assert "The wish is back, as number 1." in back.text
    assert "is removed. Undo" not in text(ada.get(page))


def test_an_undo_sent_again_brings_no_answer_back(ada: FlaskClient, session: Session, forum: Forum):
    """The other side said yes to the wish, and no once it was back: the first cookie holds neither."""
    wish = add_wish(session, forum.ada, forum.others[0].id or 0)
    set_answer(session, wish, Answer.YES, None)
    page = f"/e/{forum.event.slug}/wishes"
    session.flush()
    ada.post(f"{page}/{wish.id}/remove")
    with ada.session_transaction() as cookie:
        first = dict(cookie)
    ada.post(f"{page}/restore")
    session.expire_all()
    again = list_wishes(session, forum.ours)[0]
    set_answer(session, again, Answer.NO, None)
    session.flush()

    ada.post(f"{page}/{again.id}/remove")
    with ada.session_transaction() as cookie:
        cookie.update(first)
    ada.post(f"{page}/restore")

    session.expire_all()
    assert [(back.answer, back.shown) for back in list_wishes(session, forum.ours)] == [(Answer.NO, Answer.NONE)]


def test_the_undo_of_one_delegation_is_not_that_of_another(ada: FlaskClient, session: Session, forum: Forum):
    """An organiser acts for one participant, then for another one, in one browser."""
    wish = add_wish(session, forum.ada, forum.others[0].id or 0)
    page = f"/e/{forum.event.slug}/wishes"
    session.flush()
    ada.post(f"{page}/{wish.id}/remove")
    with ada.session_transaction() as cookie:
        cookie["removed_wish"] |= {"delegation": forum.others[1].id}

    assert "is removed. Undo" not in text(ada.get(page))
    ada.post(f"{page}/restore")

    session.expire_all()
    assert list_wishes(session, forum.ours) == []
