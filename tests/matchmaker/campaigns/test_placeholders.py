"""Placeholders: known in four languages, checked where they are written, and never evaluated."""

import pytest

from matchmaker.base.errors import InvalidInput
from matchmaker.base.names import fold
from matchmaker.campaigns.rules.placeholders import (
    NAMES,
    CampaignText,
    Placeholder,
    around_link,
    check_body,
    check_subject,
    fill,
    placeholders_in,
)

VALUES = dict.fromkeys(Placeholder, "") | {Placeholder.FIRST_NAME: "Zoé", Placeholder.ORGANISATION: "{link} {{7*7}}"}


def test_no_name_means_two_things() -> None:
    names = {(fold(name), placeholder) for placeholder, by_language in NAMES.items() for name in by_language.values()}

    assert len({name for name, _ in names}) == len(names)
    assert all(set(by_language) == {"fr", "en", "nl", "de"} for by_language in NAMES.values())


@pytest.mark.parametrize("text", ["{first name}", "{prénom}", "{PRENOM}", "{voornaam}", "{Vorname}", "{ first  name }"])
def test_a_name_is_understood_in_each_language_with_and_without_accents(text: str) -> None:
    assert fill(text, VALUES) == "Zoé"


def test_what_is_filled_in_is_not_read_again() -> None:
    assert fill("{organisation} and {first name}", VALUES) == "{link} {{7*7}} and Zoé"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hello {prenon}", "is not known"),
        ("{{ config }}", "is not known"),
        ("{{7*7}}", "is not known"),
        ("{% for x in y %}", "is not known"),
        ("Hello {prénom", "without its partner"),
        ("Hello prénom}", "without its partner"),
        ("Here: {link}", "on a line of its own"),
        ("{link}\n{lien}", "on a line of its own"),
        ("x" * 5001, "at most 5000"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(body: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_body(body)


@pytest.mark.parametrize(
    ("subject", "said"),
    [("{lien}", "cannot stand in the subject"), ("{ce qui manque}", "cannot stand"), ("x" * 151, "at most 150")],
)
def test_a_subject_takes_no_link(subject: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_subject(subject)


def test_control_characters_and_line_ends_are_taken_out() -> None:
    assert check_subject("Un\r\nBcc: x@y.example\u202e\x00") == "Un Bcc: x@y.example"
    assert check_body("  One\r\nTwo\x00 ") == "One\nTwo"


def test_the_link_stands_between_paragraphs_whose_line_ends_are_kept() -> None:
    text = "Hello,\n\nOne\nTwo\n{lien}\nThree\n\n\nFour"

    assert around_link(text) == (("Hello,", "One\nTwo"), ("Three", "Four"))
    assert around_link("Hello\n\nYou") == (("Hello", "You"), ())
    assert placeholders_in(CampaignText("{day}", text)) == {Placeholder.DAY, Placeholder.LINK}
