"""The table of reasons of unmet wishes: complete, and silent about refusals."""

from itertools import product

import pytest

import solver
from matchmaker.base.i18n import SCREEN_LANGUAGES, translate
from matchmaker.models import Agreement
from matchmaker.scheduling.rules.reasons import NO_AGREEMENT, REASONS, UnmetReason, for_participant
from matchmaker.scheduling.rules.witness_sentences import OBSTACLES
from solver.model.result import ObstacleKind


def test_every_reason_of_the_solver_is_one_of_the_table():
    assert {code.value for code in solver.ReasonCode} <= set(UnmetReason)


def test_every_obstacle_of_the_solver_has_its_words():
    """Meetings have sentences of their own; a limit is told by its name."""
    limits = {"max_per_day", "max_in_a_row", "keep_one_free"}

    assert set(OBSTACLES) == (set(ObstacleKind) - {ObstacleKind.MEETING, ObstacleKind.LIMIT}) | limits


def test_every_reason_has_one_row():
    assert set(REASONS) == set(UnmetReason)


@pytest.mark.parametrize("reason", UnmetReason)
def test_every_text_for_participants_and_every_title_is_said_in_every_language(reason):
    for agreement, own in product(Agreement, (True, False, None)):
        texts = {for_participant(reason, agreement, language, own_side=own) for language in SCREEN_LANGUAGES}
        assert len(texts) == len(SCREEN_LANGUAGES)
        assert not any("%" in text for text in texts)
    assert len({translate(language, REASONS[reason].title) for language in SCREEN_LANGUAGES}) == len(SCREEN_LANGUAGES)


@pytest.mark.parametrize("reason", UnmetReason)
def test_what_is_never_told_hides_in_the_same_sentence_under_every_agreement(reason):
    row = REASONS[reason]

    assert row.hides_refusal or row.participant != NO_AGREEMENT


@pytest.mark.parametrize("agreement", list(Agreement))
@pytest.mark.parametrize("silence", [UnmetReason.NOT_ANSWERED, UnmetReason.NOT_APPROVED, UnmetReason.NOBODY_REGISTERED])
@pytest.mark.parametrize("refusal", [UnmetReason.DECLINED, UnmetReason.VETOED])
def test_a_refusal_reads_like_silence(agreement, silence, refusal):
    assert for_participant(refusal, agreement, "en") == for_participant(silence, agreement, "en")


@pytest.mark.parametrize("agreement", [Agreement.ONE_SIDE, Agreement.ORGANISER])
@pytest.mark.parametrize("bad_luck", [UnmetReason.BLOCKED, UnmetReason.WORTH_LESS])
def test_where_silence_is_enough_a_refusal_reads_like_bad_luck(agreement, bad_luck):
    assert for_participant(UnmetReason.DECLINED, agreement, "en") == for_participant(bad_luck, agreement, "en")


def test_a_full_day_says_whose_it_is():
    texts = [
        for_participant(UnmetReason.PERSON_FULL, Agreement.MUTUAL, "en", own_side=own) for own in (True, False, None)
    ]

    assert texts == ["Your own day was full.", "Their day was full.", "Their day was full, or yours."]
