"""Undo of a removed wish: once, within ten minutes, with the answer that it had."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.models import Answer, Wish, row_id
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.delegation import list_wishes, set_answer
from matchmaker.wishes.commands.vetoes import add_veto, remove_veto
from matchmaker.wishes.commands.wishes import add_wish, remove_wish, restore_wish
from tests.builders.wishes import Forum


def test_a_removal_is_undone_once_and_not_after_ten_minutes(session: Session, forum: Forum):
    first, second = (add_wish(session, forum.ada, other.id) for other in forum.others[:2])
    remove_wish(session, forum.ada, first.id)
    back = restore_wish(session, forum.ada, first.id)

    for wish_id in (first.id, second.id):
        with pytest.raises(NotFound):
            restore_wish(session, forum.ada, wish_id)
    remove_wish(session, forum.ada, back.id)
    too_late = clock.now() + timedelta(minutes=11)
    with time_machine.travel(too_late), pytest.raises(NotFound):
        restore_wish(session, forum.ada, back.id)

    assert [wish.to_id for wish in list_wishes(session, forum.ours)] == [forum.others[1].id]


def test_a_wish_made_again_before_the_undo_keeps_the_answer_that_it_has(session: Session, forum: Forum):
    """Its receiver has said yes to the old one, and nothing to the new one."""
    old = add_wish(session, forum.ada, forum.others[0].id)
    set_answer(session, old, Answer.YES, None)
    remove_wish(session, forum.ada, old.id)
    new = add_wish(session, forum.ada, forum.others[0].id)

    assert restore_wish(session, forum.ada, old.id) is new
    assert new.answer is Answer.NONE


def nothing(session: Session, forum: Forum, wish_id: int) -> None:
    """The other side says nothing while the wish is off."""


def take_back(session: Session, forum: Forum, wish_id: int) -> None:
    answer_wish(session, forum.people[0], wish_id, Answer.NONE)


def refuse(session: Session, forum: Forum, wish_id: int) -> None:
    answer_wish(session, forum.people[0], wish_id, Answer.NO)


def veto_for_a_moment(session: Session, forum: Forum, wish_id: int) -> None:
    add_veto(session, forum.people[0], forum.ours.id)
    remove_veto(session, forum.people[0], forum.ours.id)


@pytest.mark.parametrize(
    ("meanwhile", "answer", "shown"),
    [
        (nothing, Answer.YES, Answer.YES),
        (take_back, Answer.NONE, Answer.NONE),
        (refuse, Answer.NO, Answer.NONE),
        (veto_for_a_moment, Answer.NONE, Answer.NONE),
    ],
)
def test_a_yes_comes_back_with_the_undo_unless_its_author_has_spoken_since(
    session: Session,
    forum: Forum,
    meanwhile: Callable[[Session, Forum, int], None],
    answer: Answer,
    shown: Answer,
):
    wish_id = add_wish(session, forum.ada, forum.others[0].id).id
    answer_wish(session, forum.people[0], wish_id, Answer.YES)
    remove_wish(session, forum.ada, wish_id)
    meanwhile(session, forum, wish_id)

    back = restore_wish(session, forum.ada, wish_id)

    assert (back.answer, back.shown) == (answer, shown)


def test_a_wish_that_is_off_is_answered_by_nobody_else_and_with_no_yes(session: Session, forum: Forum):
    wish_id = add_wish(session, forum.ada, forum.others[0].id).id
    remove_wish(session, forum.ada, wish_id)

    for person, said in ((forum.people[1], Answer.NO), (forum.people[0], Answer.YES)):
        with pytest.raises(NotFound):
            answer_wish(session, person, wish_id, said)

    assert restore_wish(session, forum.ada, wish_id).answer is Answer.NONE


def test_a_no_on_an_open_page_is_heard_after_the_wish_was_put_back(session: Session, forum: Forum):
    wish = add_wish(session, forum.ada, row_id(forum.others[0]))
    answer_wish(session, forum.people[0], row_id(wish), Answer.YES)
    remove_wish(session, forum.ada, row_id(wish))
    restore_wish(session, forum.ada, row_id(wish))

    answer_wish(session, forum.people[0], row_id(wish), Answer.NO)

    assert session.exec(select(Wish.id, Wish.answer)).all() == [(wish.id, Answer.NO)]
