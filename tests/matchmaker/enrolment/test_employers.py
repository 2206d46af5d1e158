"""Who is believed to work for an organisation: who has an address at the domain of its website."""

import pytest

from matchmaker.enrolment.rules.employers import works_there


@pytest.mark.parametrize(
    ("email", "website", "believed"),
    [
        ("Ada@Nivelyo.example", "https://www.nivelyo.example/", True),
        ("ada@mail.nivelyo.example", "https://nivelyo.example", False),
        ("ada@host.example", "https://host.example/nivelyo", False),
        ("ada@xn--bcher-kva.example", "https://www.bücher.example", True),
        ("ada@straße.example", "https://xn--strae-oqa.example", True),
        ("ada@straße.example", "https://strasse.example", False),
        ("ada@nivelyo.example", "", False),
    ],
)
def test_an_address_at_the_domain_of_the_website_is_believed(email: str, website: str, believed: bool) -> None:
    assert works_there(email, website) is believed
