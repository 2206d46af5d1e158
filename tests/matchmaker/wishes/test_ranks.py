"""Ranks under any sequence of changes, and under two colleagues at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from matchmaker.base.db import get_engine
from matchmaker.models import Delegation, Registration
from matchmaker.wishes.commands.delegation import list_wishes
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish, move_wish, remove_wish
from tests.builders.examples import examples
from tests.builders.wishes import build_forum

OTHERS = 6

changes = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, OTHERS - 1), st.just(0)),
        st.tuples(st.just("move"), st.integers(0, OTHERS - 1), st.integers(-1, OTHERS + 2)),
        st.tuples(st.just("remove"), st.integers(0, OTHERS - 1), st.just(0)),
        st.tuples(st.just("veto"), st.just(0), st.just(0)),
    ),
    max_size=20,
)


@given(changes=changes)
@examples(60)
def test_any_sequence_of_changes_leaves_the_order_that_a_plain_list_would_have(sqlite_url: str, changes):
    with Session(get_engine(sqlite_url), expire_on_commit=False) as session:
        forum = build_forum(session, number=OTHERS, wish_limit=None)
        model: list[int] = []
        banned: set[int] = set()
        for verb, number, rank in changes:
            other = forum.others[number].id or 0
            wishes = {wish.to_id: wish.id or 0 for wish in list_wishes(session, forum.ours)}
            if verb == "add" and other not in banned:
                add_wish(session, forum.ada, other)
                model += [other] if other not in model else []
            elif verb == "move" and other in wishes:
                move_wish(session, forum.ada, wishes[other], rank)
                model.remove(other)
                model.insert(max(rank, 1) - 1, other)
            elif verb == "remove" and other in wishes:
                remove_wish(session, forum.ada, wishes[other])
                model.remove(other)
            elif verb == "veto":
                add_veto(session, forum.ada, other)
                banned.add(other)
                model = [each for each in model if each != other]
        found = [(wish.to_id, wish.rank) for wish in list_wishes(session, forum.ours)]
        session.rollback()

    assert found == [(other, rank) for rank, other in enumerate(model, start=1)]


@pytest.mark.parametrize("both", ["the same", "different"])
def test_two_colleagues_at_once(database_url: str, both: str):
    with Session(get_engine(database_url), expire_on_commit=False) as session:
        forum = build_forum(session, number=8, wish_limit=4)
        session.commit()
        delegation_id, colleagues = forum.ours.id, (forum.ada.id, forum.bob.id)
        others = [other.id or 0 for other in forum.others]
    targets = (others[:4], others[:4] if both == "the same" else others[4:])
    start = Barrier(2)

    def click(colleague: int | None, wanted: list[int]) -> int:
        added = 0
        start.wait()
        for other in wanted:
            with Session(get_engine(database_url), expire_on_commit=False) as own:
                registration = own.get_one(Registration, colleague)
                try:
                    add_wish(own, registration, other)
                    own.commit()
                    added += 1
                except Exception as error:
                    own.rollback()
                    if type(error).__name__ != "TooMany":
                        raise
        return added

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(click, colleagues, targets))

    with Session(get_engine(database_url)) as session:
        wishes = list_wishes(session, session.get_one(Delegation, delegation_id))
    assert [wish.rank for wish in wishes] == [1, 2, 3, 4]
    assert len({wish.to_id for wish in wishes}) == 4
    assert sum(done) == (8 if both == "the same" else 4)
