"""Folding: what search and import take for the same name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.base.names import email_key, fold, name_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Échevine du  Numérique", "echevine du numerique"),
        ("Straße / ŒUVRE – Ærø", "strasse oeuvre aero"),
        ("L’Étoile_du-Nord", "l etoile du nord"),
        ("  ", ""),
        ("Hid\u200dden\u00ad Pla\u2060ce\ufe0f", "hidden place"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "name", ["Café Müller", "CAFE MULLER SA", "Café Müller S.A.", "s.r.l. Café Müller", "Café-Müller s. p. r. l."]
)
def test_the_legal_form_is_no_part_of_a_name(name: str) -> None:
    assert name_key(name) == "cafe muller"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("SA", "sa"),
        ("J.P. Dupont SPRL", "jp dupont"),
        ("Spa Digital", "spa digital"),
        ("Le BV des Monts", "le bv des monts"),
    ],
)
def test_words_that_only_look_like_a_legal_form_stay(name: str, key: str) -> None:
    assert name_key(name) == key


def test_an_address_is_compared_without_case_and_spaces() -> None:
    assert email_key(" Zoé@Café.example ") == email_key("ZOE\u0301@cafe\u0301.example")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_signs_that_stand_for_sentences_cost_no_more_than_letters() -> None:
    assert len(fold("\ufdfa" * 100)) <= 4 * 100
