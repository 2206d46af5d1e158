"""What looks like one person or one organisation, and what does not."""

import pytest

from matchmaker.duplicates.rules import (
    Likeness,
    OrganisationKey,
    PersonKey,
    alike_organisations,
    alike_people,
    organisation_likeness,
    person_likeness,
)

ADA = PersonKey(1, 1, "Ada", "Byron", "+32 81 12 34 56", "https://www.linkedin.com/in/ada")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (PersonKey(2, 1, "ADA", "Byron"), Likeness.NAME),
        (PersonKey(2, 1, "Ada", "Byrön"), Likeness.NAME),
        (PersonKey(2, 1, "Byron", "Ada"), Likeness.SPELLING),
        (PersonKey(2, 1, "Ada", "Byrom"), Likeness.SPELLING),
        (PersonKey(2, 1, "A.", "Byron"), Likeness.SPELLING),
        (PersonKey(2, 1, "Adah", "Byron-King", "081/12.34.56"), Likeness.TELEPHONE),
        (PersonKey(2, 1, "Countess", "Lovelace", "", "linkedin.com/in/countess"), None),
        (PersonKey(2, 1, "Countess", "Lovelace", "", "http://www.LinkedIn.com/in/ada/?x=1"), Likeness.PROFILE),
        (PersonKey(2, 1, "Marc", "Dumont", "+32 81 12 34 56"), None),
        (PersonKey(2, 1, "B.", "Byron"), None),
        (PersonKey(2, 1, "", ""), None),
    ],
)
def test_two_people_of_an_organisation(other: PersonKey, why: Likeness | None):
    assert person_likeness(ADA, other) is why


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("Nivelyo", "BE0403170701"), ("Other", "BE0403170701"), Likeness.NUMBER),
        (("Nivelyo", "BE0403170701"), ("Nivelyo", "BE0403227040"), None),
        (("Nivelyo", ""), ("Nivélyo SA", "BE0403170701"), Likeness.NAME),
        (("Nivelyo NV", ""), ("Nivelyo GmbH", ""), Likeness.SPELLING),
        (("Mont Clair", ""), ("Montclair", ""), Likeness.SPELLING),
        (("Banque Delvaux", ""), ("Delvaux Banque", ""), Likeness.SPELLING),
        (
            ("Alpha Consulting", "", "https://www.alpha.be"),
            ("Alpha Conseil", "", "http://alpha.be"),
            Likeness.WEBSITE,
        ),
        (("Alpha", "", "https://alpha.be"), ("Zebra", "", "https://alpha.be"), None),
        (("Alpha", "", "https://[broken"), ("Zebra", "", "https://[broken"), None),
        (("Kortrijk Payments", ""), ("Kortrijk Port", ""), None),
    ],
)
def test_two_organisations(one: tuple[str, ...], other: tuple[str, ...], why: Likeness | None):
    assert organisation_likeness(OrganisationKey(1, *one), OrganisationKey(2, *other)) is why


def test_pairs_are_found_once_the_surest_first_but_for_those_known_to_be_two():
    names = ("Nivelyo", "Nivelyo SA", "Nivelio", "Zebra")
    companies = [OrganisationKey(number, name) for number, name in enumerate(names, start=1)]

    assert next(pair.ids for pair in alike_organisations(companies)) == (1, 2)
    assert (1, 2) not in [pair.ids for pair in alike_organisations(companies, frozenset({(1, 2)}))]


def test_people_of_two_organisations_are_two():
    assert alike_people([ADA, PersonKey(2, 2, "Ada", "Byron")]) == []
