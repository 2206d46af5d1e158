"""A city is read under the name by which a reader knows it, however it was entered."""

import pytest

from matchmaker.base.cities import city_name


@pytest.mark.parametrize(
    ("entered", "names"),
    [
        ("Copenhague", ["Copenhague", "Kopenhagen", "Kopenhagen", "Copenhagen"]),
        ("kopenhagen ", ["Copenhague", "Kopenhagen", "Kopenhagen", "Copenhagen"]),
        ("Zürich", ["Zurich", "Zürich", "Zürich", "Zurich"]),
        ("Anvers", ["Anvers", "Antwerpen", "Antwerpen", "Antwerp"]),
        ("Bergen", ["Bergen"] * 4),
        ("Helsinki", ["Helsinki"] * 4),
        ("Aéroport de Bruxelles", ["Aéroport de Bruxelles"] * 4),
        ("", [""] * 4),
    ],
)
def test_a_known_city_has_a_name_in_each_language_and_any_other_stays_as_entered(entered, names):
    assert [city_name(entered, language) for language in ("fr", "nl", "de", "en")] == names
