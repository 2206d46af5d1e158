"""Both sides of a wish at the same moment: nobody waits for the other, and no word is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from matchmaker.base.db import get_engine
from matchmaker.models import Answer, Registration, Wish
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.delegation import set_answer
from matchmaker.wishes.commands.wishes import add_wish, remove_wish, restore_wish
from tests.builders.wishes import Forum, build_forum


@pytest.fixture
def open_session(own_postgres_url: str) -> Iterator[Callable[[], Session]]:
    """Open sessions on one PostgreSQL database, each as a request of its own; a lock is waited for three seconds."""
    sessions: list[Session] = []

    def open_one() -> Session:
        sessions.append(Session(get_engine(own_postgres_url), expire_on_commit=False))
        sessions[-1].execute(text("SET LOCAL lock_timeout = '3s'"))
        return sessions[-1]

    yield open_one
    for session in sessions:
        session.close()


@pytest.fixture
def forum(open_session: Callable[[], Session]) -> Forum:
    session = open_session()
    found = build_forum(session)
    session.commit()
    return found


def test_two_wish_for_each_other(open_session: Callable[[], Session], forum: Forum) -> None:
    one, other = open_session(), open_session()

    add_wish(one, one.get_one(Registration, forum.ada.id), forum.others[0].id or 0)
    add_wish(other, other.get_one(Registration, forum.people[0].id), forum.ours.id or 0)
    one.commit()
    other.commit()

    assert len(open_session().exec(select(Wish)).all()) == 2


@pytest.mark.parametrize(("first", "said"), [(Answer.NONE, Answer.NO), (Answer.YES, Answer.NONE)])
def test_what_is_said_while_its_wish_is_removed_stands(
    open_session: Callable[[], Session], forum: Forum, first: Answer, said: Answer
) -> None:
    author, receiver, to_id = open_session(), open_session(), forum.others[0].id or 0
    wish = add_wish(author, author.get_one(Registration, forum.ada.id), to_id)
    set_answer(author, wish, first, None)
    author.commit()

    def remove_and_restore() -> None:
        ada = author.get_one(Registration, forum.ada.id)
        remove_wish(author, ada, wish.id or 0)
        restore_wish(author, ada, wish.id or 0)
        author.commit()

    answer_wish(receiver, receiver.get_one(Registration, forum.people[0].id), wish.id or 0, said)
    with ThreadPoolExecutor(1) as pool:
        removed = pool.submit(remove_and_restore)
        receiver.commit()
        removed.result()

    assert open_session().exec(select(Wish.answer)).all() == [said]
