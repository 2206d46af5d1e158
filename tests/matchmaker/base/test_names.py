"""Folding: what search and import take for the same name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.base.names import email_key, fold, mixes_scripts, name_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Échevine du  Numérique", "echevine du numerique"),
        ("Straße / ŒUVRE – Ærø", "strasse oeuvre aero"),
        ("L’Étoile_du-Nord", "l etoile du nord"),
        ("  ", ""),
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


@pytest.mark.parametrize(
    ("name", "mixed"),
    [
        ("Hidden Pl\u0430ce Ltd", True),  # Cyrillic a
        ("\u0391lpha SA", True),  # Greek capital alpha
        ("\uff21\u0441me", True),  # fullwidth A, Cyrillic es
        ("Hidden Place Ltd", False),
        ("Газпром Belgium", False),
        ("Αλφα SA", False),
        ("Café Œuvre 3D", False),
    ],
)
def test_a_word_in_letters_of_two_scripts(name: str, mixed: bool) -> None:
    assert mixes_scripts(name) is mixed
