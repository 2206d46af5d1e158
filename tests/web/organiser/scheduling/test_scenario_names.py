"""Names that the program gives to scenarios are read in one's own language; those of organisers as they are."""

import pytest

from matchmaker.base.i18n import SCREEN_LANGUAGES
from web.scenario_names import in_language


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Draft 12", "Entwurf 12"),
        ("Standard rules", "Standardregeln"),
        ("Nobody disturbed", "Ohne dass jemand betroffen ist"),
        ("At most 1 person disturbed", "Höchstens 1 Person betroffen"),
        ("At most 10 people disturbed", "Höchstens 10 Personen betroffen"),
        ("As many people disturbed as it takes", "So viele Personen betroffen wie nötig"),
        ("Repair: fewest people disturbed", "Umplanung: am wenigsten Betroffene"),
        ("Repair: only what cannot be avoided", "Umplanung: nur das Unvermeidliche"),
        ("Repair: more or weightier wishes met", "Umplanung: mehr oder gewichtigere Wünsche erfüllt"),
    ],
)
def test_what_the_program_calls_a_scenario_is_said_in_the_language_of_who_reads_it(english: str, german: str) -> None:
    assert in_language(english, "de") == german
    assert [in_language(in_language(english, one), "en") for one in SCREEN_LANGUAGES] == [english] * 4


@pytest.mark.parametrize("name", ["Monday", "Draft", "Draft two", "At most 10 people", "My draft 3"])
def test_what_an_organiser_calls_it_stays(name: str) -> None:
    assert in_language(name, "de") == name
