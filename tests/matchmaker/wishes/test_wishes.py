"""The list of wishes: ranks without gaps, limits, stale pages, vetoes."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale, TooMany
from matchmaker.models import (
    Phase,
    Role,
    Strength,
    Wish,
    row_id,
)
from matchmaker.wishes.commands.delegation import list_wishes
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish, edit_wish, move_wish, order_wishes, remove_wish
from matchmaker.wishes.queries.wishes import read_wishes
from matchmaker.wishes.rules.states import WishState
from matchmaker.wishes.rules.tokens import order_token, wish_token
from tests.builders.factories import make_category, make_delegation, make_registration, make_wish
from tests.builders.wishes import Forum, add, build_forum, ids, order

MUST = {"strength": Strength.MUST, "person_id": None, "or_colleague": True, "why": ""}


def test_a_wish_goes_to_the_end_of_the_list(session: Session, forum: Forum):
    add(session, forum, 2, 1, 3)

    assert order(session, forum.ours) == ids(forum, 2, 1, 3)


def test_a_double_click_adds_one_wish(session: Session, forum: Forum):
    first = add_wish(session, forum.ada, forum.others[0].id, why="Their payment terminal")
    second = add_wish(session, forum.bob, forum.others[0].id)

    assert second.id == first.id
    assert (second.why, second.created_by_id) == ("Their payment terminal", forum.ada.id)
    assert order(session, forum.ours) == ids(forum, 1)


def test_what_is_said_with_a_wish_is_kept(session: Session, forum: Forum):
    wish = add_wish(
        session,
        forum.ada,
        forum.others[0].id,
        strength=Strength.MUST,
        person_id=forum.people[0].id,
        or_colleague=False,
        why="  Their payment\n terminal ",
    )

    assert (wish.strength, wish.person_id, wish.or_colleague, wish.why) == (
        Strength.MUST,
        forum.people[0].id,
        False,
        "Their payment terminal",
    )


def test_the_limit_of_the_category_is_a_sentence(session: Session, forum: Forum):
    add(session, forum, 1, 2, 3, 4)

    with pytest.raises(TooMany, match="You have 4 wishes, which is all that your category may make"):
        add(session, forum, 5)

    assert order(session, forum.ours) == ids(forum, 1, 2, 3, 4)


def test_a_delegation_may_have_a_limit_of_its_own(session: Session, forum: Forum):
    forum.ours.wish_limit = 5
    session.flush()

    add(session, forum, 1, 2, 3, 4, 5)

    assert order(session, forum.ours) == ids(forum, 1, 2, 3, 4, 5)


def test_nobody_wishes_for_themselves_or_for_another_event(session: Session, forum: Forum):
    elsewhere = build_forum(session)

    for to_id in (forum.ours.id, elsewhere.ours.id, 10**9):
        with pytest.raises(NotFound):
            add_wish(session, forum.ada, to_id)


def test_who_has_withdrawn_or_has_no_meetings_is_not_wished_for(session: Session, forum: Forum):
    officials = make_category(session, forum.event, "official", has_meetings=False)
    official = make_delegation(session, forum.event, officials)
    make_registration(session, official)
    forum.others[0].withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    session.flush()

    with pytest.raises(InvalidInput, match="Other 1 no longer takes part"):
        add_wish(session, forum.ada, row_id(forum.others[0]), late=True)
    with pytest.raises(InvalidInput, match="no meetings"):
        add_wish(session, forum.ada, row_id(official), late=True)


def test_a_named_person_is_one_of_theirs_who_goes_to_meetings(session: Session, forum: Forum):
    interpreter = make_registration(session, forum.others[0], role=Role.INTERPRETER)

    for person in (forum.people[1], forum.ada, interpreter):
        with pytest.raises(InvalidInput, match="This person cannot be met"):
            add_wish(session, forum.ada, forum.others[0].id, person_id=person.id)


def test_a_long_line_of_why_is_refused(session: Session, forum: Forum):
    with pytest.raises(InvalidInput, match="at most 200 characters"):
        add_wish(session, forum.ada, forum.others[0].id, why="x" * 201)


def test_moving_gives_the_rank_asked_for_and_again_changes_nothing(session: Session, forum: Forum):
    wishes = add(session, forum, 1, 2, 3, 4)

    for _ in range(2):
        move_wish(session, forum.ada, wishes[3].id, 2)

        assert order(session, forum.ours) == ids(forum, 1, 4, 2, 3)


@pytest.mark.parametrize(("rank", "expected"), [(-5, [3, 1, 2]), (0, [3, 1, 2]), (99, [1, 2, 3])])
def test_moving_beyond_an_end_stops_there(session: Session, forum: Forum, rank: int, expected: list[int]):
    wishes = add(session, forum, 1, 2, 3)

    move_wish(session, forum.ada, wishes[2].id, rank)

    assert order(session, forum.ours) == ids(forum, *expected)


def test_a_dragged_order_is_taken_whole(session: Session, forum: Forum):
    one, two, three = (wish.id for wish in add(session, forum, 1, 2, 3))

    order_wishes(session, forum.ada, [three, one, two], shown=order_token([one, two, three]))

    assert order(session, forum.ours) == ids(forum, 3, 1, 2)


def test_dragging_a_list_that_a_colleague_changed_is_stale(session: Session, forum: Forum):
    one, two, three = (wish.id for wish in add(session, forum, 1, 2, 3))
    shown = order_token([one, two, three])
    move_wish(session, forum.bob, three, 1)

    for wanted in ([one, three, two], [one, two], [one, one, two]):
        with pytest.raises(Stale):
            order_wishes(session, forum.ada, wanted, shown=shown)

    assert order(session, forum.ours) == ids(forum, 3, 1, 2)


def test_removing_closes_the_gap_and_twice_is_once(session: Session, forum: Forum):
    wishes = add(session, forum, 1, 2, 3)

    for _ in range(2):
        remove_wish(session, forum.ada, wishes[1].id)

        assert order(session, forum.ours) == ids(forum, 1, 3)


def test_removing_does_not_tell_whether_others_have_a_wish_of_that_number(session: Session, forum: Forum):
    theirs = make_wish(session, forum.others[0], forum.ours)

    remove_wish(session, forum.ada, theirs.id)
    remove_wish(session, forum.ada, theirs.id + 1)

    assert list_wishes(session, forum.others[0]) == [theirs]


def test_wishes_of_others_cannot_be_touched(session: Session, forum: Forum):
    theirs = make_wish(session, forum.others[0], forum.ours)

    with pytest.raises(NotFound):
        move_wish(session, forum.ada, theirs.id, 1)
    with pytest.raises(NotFound):
        edit_wish(session, forum.ada, theirs.id, shown=wish_token(theirs), **MUST)

    assert session.exec(select(Wish.strength).where(Wish.id == theirs.id)).one() == Strength.WANT


def test_editing_a_wish_that_a_colleague_changed_is_stale(session: Session, forum: Forum):
    wish = add(session, forum, 1)[0]
    shown = wish_token(wish)
    edit_wish(session, forum.bob, wish.id, shown=shown, **MUST)

    with pytest.raises(Stale):
        edit_wish(
            session,
            forum.ada,
            wish.id,
            shown=shown,
            strength=Strength.OPEN,
            person_id=None,
            or_colleague=True,
            why="",
        )
    edit_wish(
        session,
        forum.ada,
        wish.id,
        shown=wish_token(wish),
        strength=Strength.OPEN,
        person_id=forum.people[0].id,
        or_colleague=True,
        why="Again",
    )

    assert (wish.strength, wish.person_id, wish.or_colleague, wish.why) == (
        Strength.OPEN,
        forum.people[0].id,
        True,
        "Again",
    )


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.CLOSED, Phase.ARCHIVED])
def test_nothing_changes_while_the_event_is_not_open(session: Session, forum: Forum, phase: Phase):
    wish = add(session, forum, 1)[0]
    forum.event.phase = phase
    session.flush()

    with pytest.raises(Closed):
        add(session, forum, 2)
    with pytest.raises(Closed):
        remove_wish(session, forum.ada, wish.id)
    with pytest.raises(Closed):
        add_veto(session, forum.ada, forum.others[1].id)


def test_after_the_deadline_the_list_stays_but_a_veto_is_possible(session: Session, forum: Forum):
    wish = add(session, forum, 1)[0]
    forum.event.wishes_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.flush()

    with pytest.raises(Closed):
        move_wish(session, forum.ada, wish.id, 1)
    add_veto(session, forum.ada, forum.others[0].id)

    assert [line.state for line in read_wishes(session, forum.ours.id, "en").lines] == [WishState.NEVER]
