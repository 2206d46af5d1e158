"""What a wish is worth, number by number."""

from datetime import UTC, datetime

import pytest

from matchmaker.models import Answer, Strength
from matchmaker.wishes.rules.agreement import Verdict
from matchmaker.wishes.rules.values import SideFacts, fair_share, over_limit, side_values, wish_value, yes_value

MUST, WANT, OPEN = Strength.MUST, Strength.WANT, Strength.OPEN


@pytest.mark.parametrize(
    ("weight", "strength", "rank", "worth"),
    [
        (1, MUST, 1, 49),
        (1, WANT, 1, 29),
        (1, OPEN, 1, 19),
        (1, OPEN, 10, 10),
        (1, OPEN, 25, 10),
        (3, MUST, 2, 144),
        (2, WANT, 5, 50),
    ],
)
def test_a_wish_is_worth_weight_times_strength_and_rank(weight, strength, rank, worth):
    assert wish_value(weight, strength, rank) == worth


def test_a_yes_is_worth_an_open_wish_without_rank():
    assert yes_value(1) == 10
    assert yes_value(3) == 30


def test_both_wishes_count_each_with_the_weight_of_its_own_category():
    assert side_values(Verdict.MEET, SideFacts(3, MUST, 1), SideFacts(2, OPEN, 4)) == (147, 32)


def test_a_yes_is_credited_to_the_wish_that_it_answers():
    wish, yes = SideFacts(2, WANT, 1), SideFacts(3, answer=Answer.YES)

    assert side_values(Verdict.MEET, wish, yes) == (58 + 30, 0)
    assert side_values(Verdict.MEET, yes, wish) == (0, 58 + 30)


def test_a_wish_that_nobody_answered_is_worth_itself():
    assert side_values(Verdict.MEET, SideFacts(1, WANT, 3), SideFacts(3)) == (27, 0)


def test_a_yes_beside_an_own_wish_adds_nothing():
    assert side_values(Verdict.MEET, SideFacts(1, WANT, 3), SideFacts(1, OPEN, 3, Answer.YES)) == (27, 17)


@pytest.mark.parametrize("weight", [1, 3])
def test_a_filler_is_worth_one_in_total_whatever_the_weights(weight):
    wish, room = SideFacts(weight, MUST, 1), SideFacts(weight, answer=Answer.IF_ROOM)

    assert side_values(Verdict.FILLER, wish, room) == (1, 0)
    assert side_values(Verdict.FILLER, room, wish) == (0, 1)
    assert side_values(Verdict.FILLER, SideFacts(weight), SideFacts(weight)) == (1, 0)


def test_beyond_the_limit_the_worst_ranked_go_and_of_equals_the_later():
    early, late = datetime(2027, 2, 1, tzinfo=UTC), datetime(2027, 2, 2, tzinfo=UTC)
    wishes = [(7, 2, late), (8, 2, early), (9, 1, late)]

    assert over_limit(wishes, 2) == {7}
    assert over_limit(wishes, 0) == {7, 8, 9}
    assert over_limit(wishes, None) == set()


@pytest.mark.parametrize(
    ("seats", "pairs", "delegations", "share"),
    [(308, 200, 60, 7), (30, 200, 60, 1), (5, 1, 2, 1), (0, 0, 0, 1)],
)
def test_the_fair_share_is_an_equal_split_of_what_can_take_place(seats, pairs, delegations, share):
    assert fair_share(seats, pairs, delegations) == share
