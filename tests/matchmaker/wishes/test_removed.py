"""Undo of a removed wish: once, within ten minutes, with the answer that it had."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.models import Answer
from matchmaker.wishes.commands.delegation import list_wishes, set_answer
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
