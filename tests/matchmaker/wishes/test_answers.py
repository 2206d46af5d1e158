"""Answers to interest, and what each side may see of them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.models import Agreement, Answer, PairDecision, Registration, Strength
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.queries.interest import count_unanswered, read_interest, unanswered
from matchmaker.wishes.queries.states import count_agreed_meetings
from matchmaker.wishes.queries.wishes import read_wishes
from matchmaker.wishes.rules.states import WishState
from tests.builders.factories import make_wish
from tests.builders.wishes import Forum


def test_an_answer_is_kept_and_can_be_changed_and_taken_back(session: Session, forum: Forum):
    wish = make_wish(session, forum.others[0], forum.ours)

    answer_wish(session, forum.ada, wish.id, Answer.NO)
    answer_wish(session, forum.bob, wish.id, Answer.YES)
    assert (wish.answer, wish.answered_by_id, wish.answered_at is not None) == (Answer.YES, forum.bob.id, True)

    answer_wish(session, forum.ada, wish.id, Answer.NONE)
    assert (wish.answer, wish.answered_by_id, wish.answered_at) == (Answer.NONE, None, None)


def test_only_the_one_wished_for_answers(session: Session, forum: Forum):
    between_others = make_wish(session, forum.others[0], forum.others[1])
    own = make_wish(session, forum.ours, forum.others[0])

    for wish_id in (between_others.id, own.id, 10**9):
        with pytest.raises(NotFound):
            answer_wish(session, forum.ada, wish_id, Answer.YES)


def test_after_the_deadline_answers_stay(session: Session, forum: Forum):
    wish = make_wish(session, forum.others[0], forum.ours)
    forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.flush()

    with pytest.raises(Closed):
        answer_wish(session, forum.ada, wish.id, Answer.YES)


def test_no_to_somebody_one_wishes_for_is_a_contradiction(session: Session, forum: Forum):
    make_wish(session, forum.ours, forum.others[0])
    theirs = make_wish(session, forum.others[0], forum.ours)

    with pytest.raises(InvalidInput, match="first remove your own wish"):
        answer_wish(session, forum.ada, theirs.id, Answer.NO)


def test_interest_shows_what_waits_first_and_nothing_of_their_rank(session: Session, forum: Forum):
    first, second, third, fourth = forum.others[:4]
    make_wish(session, first, forum.ours, why="Your app", strength=Strength.MUST)
    make_wish(session, second, forum.ours, answer=Answer.YES)
    make_wish(session, third, forum.ours)
    make_wish(session, forum.ours, third)
    make_wish(session, fourth, forum.ours)
    fourth.withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    session.flush()

    found = read_interest(session, forum.ours.id, "en")

    assert [(line.name, line.why) for line in found.waiting] == [("Other 1", "Your app")]
    assert [(line.name, line.answer, line.wished_back) for line in found.settled] == [
        ("Other 2", Answer.YES, False),
        ("Other 3", Answer.NONE, True),
    ]
    assert not {"rank", "strength"} & set(type(found.waiting[0]).__slots__)
    assert count_unanswered(session, forum.ours.id) == 1


@pytest.mark.parametrize("agreement", list(Agreement))
def test_no_veto_and_silence_read_the_same_to_the_one_who_wished(session: Session, forum: Forum, agreement: Agreement):
    forum.event.agreement = agreement
    silent, refusing, vetoing, vetoing_after_yes = forum.others[:4]
    for rank, other in enumerate((silent, refusing, vetoing, vetoing_after_yes), start=1):
        make_wish(session, forum.ours, other, rank=rank)
    refused = read_wishes(session, forum.ours.id, "en").lines[1]
    answer_wish(session, forum.people[1], refused.wish_id, Answer.NO)
    agreed = read_wishes(session, forum.ours.id, "en").lines[3]
    answer_wish(session, forum.people[3], agreed.wish_id, Answer.YES)
    add_veto(session, forum.people[2], forum.ours.id)
    add_veto(session, forum.people[3], forum.ours.id)

    states = {line.state for line in read_wishes(session, forum.ours.id, "en").lines}

    expected = {
        Agreement.MUTUAL: WishState.WAITING,
        Agreement.ONE_SIDE: WishState.ENOUGH,
        Agreement.ORGANISER: WishState.TO_DECIDE,
    }
    assert states == {expected[agreement]}
    assert count_agreed_meetings(session, forum.ours.id) == (4 if agreement is Agreement.ONE_SIDE else 0)


def test_states_of_wishes_in_words_that_may_be_known(session: Session, forum: Forum):
    yes, room, wishing, refused_by_us, gone = forum.others
    make_wish(session, forum.ours, yes, rank=1, answer=Answer.YES)
    make_wish(session, forum.ours, room, rank=2, answer=Answer.IF_ROOM)
    make_wish(session, forum.ours, wishing, rank=3)
    make_wish(session, wishing, forum.ours)
    make_wish(session, forum.ours, refused_by_us, rank=4)
    make_wish(session, refused_by_us, forum.ours, answer=Answer.NO)
    make_wish(session, forum.ours, gone, rank=5)
    gone.withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    session.flush()

    found = read_wishes(session, forum.ours.id, "en")

    assert [line.state for line in found.lines] == [
        WishState.MUTUAL,
        WishState.IF_ROOM,
        WishState.MUTUAL,
        WishState.WAITING,
        WishState.GONE,
    ]
    assert found.agreed == 3
    assert (found.quota.used, found.quota.limit, found.quota.left, found.quota.guarantee) == (5, 4, 0, 2)


def test_where_the_organiser_decides_their_word_counts(session: Session, forum: Forum):
    forum.event.agreement = Agreement.ORGANISER
    make_wish(session, forum.ours, forum.others[0], rank=1)
    make_wish(session, forum.ours, forum.others[1], rank=2)
    low, high = sorted((forum.ours.id or 0, forum.others[0].id or 0))
    session.add(PairDecision(event_id=forum.event.id, low_id=low, high_id=high, approved=True))
    session.flush()

    states = [line.state for line in read_wishes(session, forum.ours.id, "en").lines]

    assert states == [WishState.APPROVED, WishState.TO_DECIDE]


def test_interest_of_either_side_of_a_veto_is_not_shown_and_not_answered(session: Session, forum: Forum):
    from_vetoed = make_wish(session, forum.others[0], forum.ours).id
    from_vetoing = make_wish(session, forum.others[1], forum.ours).id
    add_veto(session, forum.ada, forum.others[0].id)
    add_veto(session, forum.people[1], forum.ours.id)

    found = read_interest(session, forum.ours.id, "en")

    assert (found.waiting, found.settled, count_unanswered(session, forum.ours.id)) == ((), (), 0)
    for wish_id in (from_vetoed, from_vetoing):
        with pytest.raises(NotFound):
            answer_wish(session, forum.ada, wish_id, Answer.YES)


def test_the_number_of_unanswered_wishes_tells_nothing_of_what_others_think_of_the_sender(session, forum):
    sender, third, *_ = forum.others
    make_wish(session, sender, forum.ours)
    make_wish(session, third, sender)
    add_veto(session, forum.people[2], sender.id)
    number = unanswered(col(Registration.delegation_id))

    found = session.execute(select(col(Registration.delegation_id), number).order_by(col(Registration.id))).all()

    expected = {forum.ours.id: 1, sender.id: 1}
    assert found == [
        (one.delegation_id, expected.get(one.delegation_id, 0)) for one in (forum.ada, forum.bob, *forum.people)
    ]


def test_agreed_meetings_count_each_partner_once(session: Session, forum: Forum):
    make_wish(session, forum.ours, forum.others[0], answer=Answer.YES)
    make_wish(session, forum.others[0], forum.ours, answer=Answer.YES)
    make_wish(session, forum.others[1], forum.ours, answer=Answer.IF_ROOM)
    make_wish(session, forum.others[2], forum.ours)

    assert count_agreed_meetings(session, forum.ours.id) == 2
