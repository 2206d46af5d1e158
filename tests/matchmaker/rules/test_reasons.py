"""The words for unmet wishes: complete, and silent about refusals."""

import pytest

import solver
from matchmaker.models import Agreement
from matchmaker.scheduling.rules.reasons import ORGANISER, Why, for_participant


def test_every_reason_of_the_solver_has_its_words():
    known = {why.value for why in Why}

    assert {code.value for code in solver.ReasonCode} - {"vetoed"} <= known
    assert set(ORGANISER) == set(Why)


@pytest.mark.parametrize("agreement", list(Agreement))
@pytest.mark.parametrize("silence", [Why.NOT_ANSWERED, Why.NOT_APPROVED, Why.NOBODY_REGISTERED])
def test_a_refusal_reads_like_silence(agreement, silence):
    assert for_participant(Why.DECLINED, agreement, "en") == for_participant(silence, agreement, "en")


@pytest.mark.parametrize("agreement", [Agreement.ONE_SIDE, Agreement.ORGANISER])
def test_where_silence_is_enough_a_refusal_reads_like_bad_luck(agreement):
    assert for_participant(Why.DECLINED, agreement, "en") == for_participant(Why.BLOCKED, agreement, "en")
    assert for_participant(Why.DECLINED, agreement, "en") == for_participant(Why.WORTH_LESS, agreement, "en")


def test_a_full_day_says_whose_it_is():
    texts = [for_participant(Why.PERSON_FULL, Agreement.MUTUAL, "en", own_full=own) for own in (True, False, None)]

    assert texts == ["Your own day was full.", "Their day was full.", "Their day was full, or yours."]
