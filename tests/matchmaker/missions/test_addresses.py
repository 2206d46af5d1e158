"""An address in one line, as people write it: its street and its postcode."""

import pytest

from matchmaker.missions.rules import PostalAddress, read_address


@pytest.mark.parametrize(
    ("text", "street", "postcode"),
    [
        ("", "", ""),
        ("Rantatie 2", "Rantatie 2", ""),
        ("Rantatie 2, Helsinki", "Rantatie 2", ""),
        ("Rantatie 2, 00260 Helsinki", "Rantatie 2", "00260"),
        ("Tower B, Rantatie 2, 00260, helsinki, Finland", "Tower B, Rantatie 2", "00260"),
        ("Rantatie 2\nFI-00260 Helsinki", "Rantatie 2", "FI-00260"),
        ("Dam 1, 1012 JS Amsterdam", "Dam 1", "1012 JS"),
        ("Storgatan 3, 111 22 Stockholm", "Storgatan 3", "111 22"),
        ("1234 Rue Haute", "1234 Rue Haute", ""),
    ],
)
def test_street_and_postcode_are_told_apart(text, street, postcode):
    assert read_address(text, "Helsinki") == PostalAddress(street, postcode)
