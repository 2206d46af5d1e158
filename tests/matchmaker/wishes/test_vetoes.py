"""Vetoes, and to whom nothing can be said."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.models import (
    Answer,
    CategoryExclusion,
    Registration,
    Veto,
    row_id,
)
from matchmaker.wishes.commands.vetoes import add_veto, remove_veto
from matchmaker.wishes.commands.wishes import add_wish
from tests.builders.factories import make_category, make_delegation, make_registration, make_wish
from tests.builders.wishes import Forum, add, ids, order


@pytest.mark.parametrize("say", [add_wish, add_veto], ids=["wish", "veto"])
def test_nothing_is_said_to_those_whom_the_directory_does_not_show(
    session: Session, forum: Forum, say: Callable[[Session, Registration, int], object]
):
    officials = make_category(session, forum.event, "official", has_meetings=False)
    apart = make_category(session, forum.event, "apart")
    for sides in ((forum.ours.category_id, row_id(apart)), (row_id(apart), forum.ours.category_id)):
        session.add(CategoryExclusion(event_id=row_id(forum.event), from_id=sides[0], to_id=sides[1]))
    gone, empty, *_ = forum.others
    gone.withdrawn_at = forum.people[1].withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    hidden = [gone, empty]
    for category in (officials, apart):
        hidden.append(make_delegation(session, forum.event, category))
        make_registration(session, hidden[-1])
    session.flush()

    for other in hidden:
        with pytest.raises(NotFound):
            say(session, forum.ada, row_id(other))


def test_a_veto_removes_the_own_wish_and_is_there_once(session: Session, forum: Forum):
    add(session, forum, 1, 2, 3)

    add_veto(session, forum.ada, forum.others[1].id)
    add_veto(session, forum.bob, forum.others[1].id)

    assert order(session, forum.ours) == ids(forum, 1, 3)
    assert session.exec(select(Veto.against_id).where(col(Veto.from_id) == forum.ours.id)).all() == ids(forum, 2)


def test_one_wishes_again_after_taking_the_veto_back(session: Session, forum: Forum):
    add_veto(session, forum.ada, forum.others[0].id)
    with pytest.raises(InvalidInput, match="You asked never to meet them"):
        add(session, forum, 1)

    remove_veto(session, forum.ada, forum.others[0].id)
    remove_veto(session, forum.ada, forum.others[0].id)
    add(session, forum, 1)

    assert order(session, forum.ours) == ids(forum, 1)


def test_an_own_wish_takes_back_the_no_to_theirs(session: Session, forum: Forum):
    theirs = make_wish(session, forum.others[0], forum.ours, answer=Answer.NO, answered_by_id=forum.bob.id)

    add(session, forum, 1)

    assert (theirs.answer, theirs.answered_at, theirs.answered_by_id) == (Answer.NONE, None, None)


def test_who_has_withdrawn_changes_nothing_more(session: Session, forum: Forum):
    forum.ada.withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    session.flush()

    with pytest.raises(NotFound):
        add(session, forum, 1)
