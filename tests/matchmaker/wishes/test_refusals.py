"""A "no" outlives the wish that it answers: taken off and made again in any way, it is refused as before."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from matchmaker.imports import apply
from matchmaker.models import Agreement, Answer, Wish
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.delegation import list_wishes
from matchmaker.wishes.commands.vetoes import add_veto, remove_veto
from matchmaker.wishes.commands.wishes import add_wish, remove_wish, restore_wish
from tests.builders.imports import csv
from tests.builders.wishes import Forum


def add(session: Session, forum: Forum) -> Wish:
    return add_wish(session, forum.ada, forum.others[0].id)


def remove(session: Session, forum: Forum) -> int:
    """Take the wish off and return the id that it had."""
    (wish,) = list_wishes(session, forum.ours)
    wish_id = wish.id
    remove_wish(session, forum.ada, wish_id)
    return wish_id


def removed_and_added(session: Session, forum: Forum) -> None:
    remove(session, forum)
    add(session, forum)


def removed_and_put_back(session: Session, forum: Forum) -> None:
    restore_wish(session, forum.ada, remove(session, forum))


def vetoed_and_added(session: Session, forum: Forum) -> None:
    add_veto(session, forum.ada, forum.others[0].id)
    remove_veto(session, forum.ada, forum.others[0].id)
    add(session, forum)


def removed_and_imported(session: Session, forum: Forum) -> None:
    remove(session, forum)
    apply(session, forum.event, "wishes", csv("from;to;answer", "Nivelyo;Other 1;none"))


def they_wish_themselves(session: Session, forum: Forum) -> None:
    remove(session, forum)
    add_wish(session, forum.people[0], forum.ours.id)
    add(session, forum)


def they_say_something_else(session: Session, forum: Forum) -> None:
    removed_and_added(session, forum)
    answer_wish(session, forum.people[0], list_wishes(session, forum.ours)[0].id, Answer.YES)
    removed_and_added(session, forum)


@pytest.mark.parametrize(
    ("again", "answer"),
    [
        (removed_and_added, Answer.NO),
        (removed_and_put_back, Answer.NO),
        (vetoed_and_added, Answer.NO),
        (removed_and_imported, Answer.NO),
        (they_wish_themselves, Answer.NONE),
        (they_say_something_else, Answer.NONE),
    ],
)
def test_a_no_outlives_the_wish_until_its_author_says_something_else(
    session: Session, forum: Forum, again: Callable[[Session, Forum], None], answer: Answer
):
    forum.event.agreement = Agreement.ONE_SIDE
    theirs = forum.people[0]
    first = answer_wish(session, theirs, add(session, forum).id, Answer.NO)
    said = (first.answered_at, first.answered_by_id)

    for _ in range(2):
        again(session, forum)

    (wish,) = list_wishes(session, forum.ours)
    no = answer is Answer.NO
    assert (wish.answer, wish.shown) == (answer, Answer.NONE)
    assert (wish.answered_at, wish.answered_by_id) == (said if no else (None, None))
    pair = tuple(sorted((forum.ours.id, theirs.delegation_id)))
    assert (pair in find_pairs(load_facts(session, forum.event)).eligible) is not no
