"""Long words may break between syllables; short ones, and what is no word, stay as they are."""

import pytest

from web.hyphens import SOFT_HYPHEN, address, hyphenated


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Netewater Logistiek BV", "Nete|wa|ter Logis|tiek BV"),
        ("Assurances Montclair", "Assu|ran|ces Mont|clair"),
        ("Hôpital Sainte-Élisabeth", "Hôpital Sainte-Éli|sa|beth"),
        ("absence", "absence"),
        ("T18", "T18"),
    ],
)
def test_long_words_may_break(text, broken):
    assert hyphenated(text).replace(SOFT_HYPHEN, "|") == broken


def test_an_address_breaks_behind_its_sign_and_stays_text():
    assert address("zoé@numalis.example") == "zoé@<wbr>numalis.example"
    assert address("<b>@x") == "&lt;b&gt;@<wbr>x"
