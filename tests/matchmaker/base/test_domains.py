"""International domains: one form for mails and comparisons, IDNA 2008 as browsers have it."""

import pytest

from matchmaker.base.domains import ascii_domain, domain_key
from matchmaker.base.email_addresses import ascii_address, normal_address
from matchmaker.base.names import email_key

SAME = [
    ("straße.example", "xn--strae-oqa.example"),
    ("STRASSE.example", "strasse.example"),
    ("βόλος.example", "xn--nxasmm1c.example"),
    ("βόλοσ.example", "xn--nxasmq6b.example"),
    ("Bücher.Example", "xn--bcher-kva.example"),
    ("bu\u0308cher.example", "xn--bcher-kva.example"),
    ("bücher。example", "xn--bcher-kva.example"),
    ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
]
NONE = ["💩.example", "ü" * 60 + ".example", "é..example", "é" * 300]
"""What is no domain in DNS."""


@pytest.mark.parametrize(("domain", "expected"), SAME)
def test_a_domain_is_written_and_compared_as_dns_knows_it(domain: str, expected: str) -> None:
    assert ascii_domain(domain).lower() == domain_key(domain) == expected
    assert ascii_address(f"Ada.L@{domain}") == f"Ada.L@{ascii_domain(domain)}"
    assert email_key(f" Ada.L@{domain} ") == email_key(normal_address(f"ada.l@{domain}")) == f"ada.l@{expected}"


@pytest.mark.parametrize("domain", NONE)
def test_what_is_no_domain_is_refused_and_compared_as_text(domain: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        ascii_domain(domain)
    assert domain_key(domain) == domain


@pytest.mark.parametrize("domain", [*NONE, "xn--ls8h.example", "a" * 64 + ".example", "a_b.example"])
def test_an_address_at_no_domain_is_not_taken(domain: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        normal_address(f"ada@{domain}")
    assert email_key(f"ADA@{domain}") == f"ada@{domain}"


def test_two_domains_that_only_look_alike_are_two() -> None:
    assert email_key("ceo@straße.example") != email_key("ceo@strasse.example")
