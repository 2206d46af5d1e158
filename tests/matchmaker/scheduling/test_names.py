"""Names that the program gives are read in one's own language; those of people as they have written them."""

import pytest

from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.models import GivenName, NameKind
from matchmaker.scheduling.words import NAMES, name_in


@pytest.mark.parametrize(
    ("name", "german"),
    [
        (GivenName(kind=NameKind.DRAFT, number=12), "Entwurf 12"),
        (GivenName(kind=NameKind.STANDARD), "Standardregeln"),
        (GivenName(kind=NameKind.AT_MOST, number=1), "Höchstens 1 Person betroffen"),
        (GivenName(kind=NameKind.AT_MOST, number=10), "Höchstens 10 Personen betroffen"),
        (GivenName(kind=NameKind.LEAST_DISTURBANCE), "Umplanung: am wenigsten Betroffene"),
        (GivenName("Draft 12"), "Draft 12"),
        (GivenName("Monday 100 %(number)d"), "Monday 100 %(number)d"),
    ],
)
def test_who_has_given_a_name_says_in_which_language_it_is_read(name: GivenName, german: str) -> None:
    assert name_in("de", name) == german


def test_every_kind_of_name_has_words_of_its_own_in_each_language() -> None:
    names = [GivenName(kind=kind, number=2) for kind in NAMES]

    assert set(NAMES) == set(NameKind)
    assert [len({name_in(one, name) for name in names}) for one in SCREEN_LANGUAGES] == [len(NameKind)] * 4
