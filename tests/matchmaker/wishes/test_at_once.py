"""Both sides of a wish at the same moment: one after the other, without deadlock, and no word is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from matchmaker.base.db import get_engine
from matchmaker.imports.commands.journal import lock_owner
from matchmaker.models import Answer, Event, KeptAnswer, Registration, Veto, Wish, row_id
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.delegation import set_answer
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish, remove_wish, restore_wish
from tests.builders.wishes import Forum, build_forum

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


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


def while_open(first: Session, then: Callable[[], object], second: Session) -> None:
    """Commit what `first` has done only once `then`, in a thread, waits for it or has ended; then commit that."""

    def run() -> None:
        then()
        second.commit()

    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(run)
        with Session(first.get_bind()) as onlooker:
            while not begun.done() and not onlooker.execute(WAITING).scalar_one():
                onlooker.rollback()
        first.commit()
        begun.result()


def test_two_wish_for_each_other(open_session: Callable[[], Session], forum: Forum) -> None:
    one, other = open_session(), open_session()
    ours, theirs = row_id(forum.ours), row_id(forum.others[0])
    back = other.get_one(Registration, forum.people[0].id)

    add_wish(one, one.get_one(Registration, forum.ada.id), theirs)
    while_open(one, lambda: add_wish(other, back, ours), other)

    assert len(open_session().exec(select(Wish)).all()) == 2


def test_a_no_to_a_removed_wish_counts_for_the_one_that_is_made_at_that_moment(
    open_session: Callable[[], Session], forum: Forum
) -> None:
    author, receiver, to_id = open_session(), open_session(), row_id(forum.others[0])
    ada = author.get_one(Registration, forum.ada.id)
    removed = row_id(add_wish(author, ada, to_id))
    remove_wish(author, ada, removed)
    author.commit()
    they = receiver.get_one(Registration, forum.people[0].id)

    add_wish(author, author.get_one(Registration, forum.ada.id), to_id)
    while_open(author, lambda: answer_wish(receiver, they, removed, Answer.NO), receiver)

    assert open_session().exec(select(Wish.answer, Wish.shown)).all() == [(Answer.NO, Answer.NONE)]


def test_a_veto_takes_back_the_yes_to_a_wish_that_is_removed_at_that_moment(
    open_session: Callable[[], Session], forum: Forum
) -> None:
    author, receiver, to_id = open_session(), open_session(), row_id(forum.others[0])
    wish = add_wish(author, author.get_one(Registration, forum.ada.id), to_id)
    set_answer(author, wish, Answer.YES, None)
    author.commit()
    they = receiver.get_one(Registration, forum.people[0].id)

    remove_wish(author, author.get_one(Registration, forum.ada.id), row_id(wish))
    while_open(author, lambda: add_veto(receiver, they, row_id(forum.ours)), receiver)

    assert open_session().exec(select(KeptAnswer)).all() == []


def test_two_who_wish_for_each_other_refuse_each_other(open_session: Callable[[], Session], forum: Forum) -> None:
    session, ours = open_session(), row_id(forum.ours)
    sides = list(zip(forum.others, forum.people, strict=True))[:4]
    pairs = [(forum.ada.id, row_id(other), person.id) for other, person in sides]
    for one, to_id, other in pairs:
        add_wish(session, session.get_one(Registration, one), to_id)
        add_wish(session, session.get_one(Registration, other), ours)
    session.commit()

    def refuse(own: Session, who: int | None, against: int, together: Barrier) -> None:
        registration = own.get_one(Registration, who)
        together.wait()
        add_veto(own, registration, against)
        own.commit()

    with ThreadPoolExecutor(2) as pool:
        for one, to_id, other in pairs:
            together = Barrier(2)
            mine = pool.submit(refuse, open_session(), one, to_id, together)
            pool.submit(refuse, open_session(), other, ours, together).result()
            mine.result()

    assert len(open_session().exec(select(Veto)).all()) == 2 * len(pairs)


def test_who_speaks_during_an_import_or_its_undo_waits(open_session: Callable[[], Session], forum: Forum) -> None:
    importing, speaking = open_session(), open_session()
    speaking.execute(text("SET LOCAL lock_timeout = '200ms'"))
    ada = speaking.get_one(Registration, forum.ada.id)

    lock_owner(importing, importing.get_one(Event, forum.event.id))

    with pytest.raises(OperationalError, match="lock timeout"):
        add_veto(speaking, ada, row_id(forum.others[0]))


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
