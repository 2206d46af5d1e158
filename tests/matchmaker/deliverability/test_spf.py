"""Which term of an SPF policy lets a mail server send."""

import pytest

from matchmaker.deliverability.spf import naming_term

ZONE = {
    ("smtp.host.example", "A"): ("192.0.2.25",),
    ("smtp.host.example", "AAAA"): ("2001:db8::25",),
    ("grappe.example", "A"): ("198.51.100.1",),
    ("grappe.example", "MX"): ("10 mail.grappe.example.", "0 ."),
    ("mail.grappe.example", "A"): ("192.0.2.99",),
    ("near.example", "A"): ("192.0.2.7",),
    ("_spf.host.example", "TXT"): ("something else", "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/32 -all"),
    ("four.host.example", "TXT"): ("v=spf1 ip4:192.0.2.0/24 ~all",),
    ("no.host.example", "TXT"): ("v=spf1 -ip4:192.0.2.25 -ip6:2001:db8::25 +all",),
    ("loop.example", "TXT"): ("v=spf1 include:loop.example -all",),
}


def ask(name: str, kind: str) -> tuple[str, ...] | None:
    return ZONE.get((name, kind), ())


@pytest.mark.parametrize(
    ("policy", "term"),
    [
        ("v=spf1 a mx ~all", ""),
        ("v=spf1 a:smtp.host.example -all", "a:smtp.host.example"),
        ("V=SPF1 +A:smtp.host.example -all", "+A:smtp.host.example"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "ip4:192.0.2.0/24"),
        ("v=spf1 ip4:192.0.2.25 -all", "ip4:192.0.2.25"),
        ("v=spf1 ip4:nonsense ip4:192.0.2.24 -all", ""),
        ("v=spf1 a:near.example/24 -all", "a:near.example/24"),
        ("v=spf1 mx/24 -all", "mx/24"),
        ("v=spf1 include:_spf.host.example ~all", "include:_spf.host.example"),
        ("v=spf1 -a:smtp.host.example include:four.host.example ~all", ""),
        ("v=spf1 include:no.host.example -all", ""),
        ("v=spf1 redirect=four.host.example", "redirect=four.host.example"),
        ("v=spf1 include:%{i}._spf.host.example exists:%{i}.x.example ptr -all", ""),
        ("v=spf1 include:loop.example -all", ""),
        ("v=spf1 include:nowhere.example +all", "+all"),
        ("v=spf1", ""),
    ],
)
def test_the_first_term_that_matches_decides(policy: str, term: str) -> None:
    assert naming_term(policy, "grappe.example", "smtp.host.example", ask) == term


def test_a_server_without_an_address_is_named_by_nothing() -> None:
    assert naming_term("v=spf1 +all", "grappe.example", "nowhere.example", ask) == ""


def test_dns_that_does_not_answer_says_nothing() -> None:
    assert naming_term("v=spf1 a -all", "grappe.example", "smtp.host.example", lambda _name, _kind: None) is None
