"""Mail addresses break where they are read best."""

from web.hyphens import address


def test_an_address_breaks_behind_its_sign_and_stays_text():
    assert address("zoé@numalis.example") == "zoé@<wbr>numalis.example"
    assert address("<b>@x") == "&lt;b&gt;@<wbr>x"
