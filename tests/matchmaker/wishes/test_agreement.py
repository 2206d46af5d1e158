"""Who may meet: the truth table of agreement."""

from itertools import product

import pytest

from matchmaker.models import Agreement, Answer
from matchmaker.wishes.rules.agreement import Verdict, Voice, verdict

MUTUAL, ONE_SIDE, ORGANISER = Agreement.MUTUAL, Agreement.ONE_SIDE, Agreement.ORGANISER
SILENT = Voice()
WISH = Voice(wish=True)
YES, ROOM, NO = Voice(answer=Answer.YES), Voice(answer=Answer.IF_ROOM), Voice(answer=Answer.NO)
WISH_AND_NO = Voice(wish=True, answer=Answer.NO)
WISH_AND_ROOM = Voice(wish=True, answer=Answer.IF_ROOM)


@pytest.mark.parametrize(
    ("one", "other", "mutual", "one_side", "organiser_approved"),
    [
        (SILENT, SILENT, Verdict.NO_WISH, Verdict.NO_WISH, Verdict.FILLER),
        (WISH, SILENT, Verdict.NOT_ANSWERED, Verdict.MEET, Verdict.MEET),
        (WISH, YES, Verdict.MEET, Verdict.MEET, Verdict.MEET),
        (WISH, ROOM, Verdict.FILLER, Verdict.FILLER, Verdict.FILLER),
        (WISH, NO, Verdict.REFUSED, Verdict.REFUSED, Verdict.FILLER),
        (WISH, WISH, Verdict.MEET, Verdict.MEET, Verdict.MEET),
        (WISH, WISH_AND_ROOM, Verdict.MEET, Verdict.MEET, Verdict.MEET),
        # The other side refuses the wish but has one of its own: only that one lives, and nobody has answered it.
        (WISH, WISH_AND_NO, Verdict.NOT_ANSWERED, Verdict.MEET, Verdict.MEET),
        (WISH_AND_NO, WISH_AND_NO, Verdict.REFUSED, Verdict.REFUSED, Verdict.FILLER),
    ],
)
def test_each_agreement_asks_for_its_own_yes(one, other, mutual, one_side, organiser_approved):
    for first, second in ((one, other), (other, one)):
        assert verdict(MUTUAL, first, second) is mutual
        assert verdict(ONE_SIDE, first, second) is one_side
        assert verdict(ORGANISER, first, second, approved=True) is organiser_approved


def test_where_the_organiser_decides_nothing_takes_place_without_approval():
    assert verdict(ORGANISER, WISH, YES) is Verdict.NOT_APPROVED
    assert verdict(ORGANISER, WISH, NO) is Verdict.REFUSED


def test_approval_replaces_no_yes_elsewhere():
    assert verdict(MUTUAL, WISH, SILENT, approved=True) is Verdict.NOT_ANSWERED


def test_a_refused_wish_does_not_count_as_its_authors_consent():
    answered = Voice(wish=True, answer=Answer.YES)

    assert verdict(MUTUAL, answered, WISH_AND_NO) is Verdict.MEET
    assert verdict(MUTUAL, WISH, WISH_AND_NO) is Verdict.NOT_ANSWERED


def test_a_veto_wins_over_everything():
    voices = [Voice(wish, answer) for wish in (False, True) for answer in Answer]

    verdicts = {
        verdict(agreement, one, other, vetoed=True, approved=approved)
        for agreement, one, other, approved in product(Agreement, voices, voices, (False, True))
    }

    assert verdicts == {Verdict.REFUSED}
