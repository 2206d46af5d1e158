"""DNS records of a sender, as they are found, and the header Authentication-Results."""

import pytest

from matchmaker.deliverability.rules import (
    RecordKind,
    RecordState,
    authentication_results,
    is_domain,
    judge,
    wanted_records,
)

MX, SPF, DKIM, DMARC = RecordKind
RIGHT, WRONG, MISSING, UNKNOWN = RecordState
WANTED = {
    record.kind: record
    for record in wanted_records("grappe.example", server="smtp.host.example", contact="it@grappe.example", selector="")
}


def test_the_records_to_ask_for_name_the_server_and_who_gets_reports() -> None:
    assert [(record.name, record.type, record.value) for record in WANTED.values()] == [
        ("grappe.example", "MX", "10 …"),
        ("grappe.example", "TXT", "v=spf1 a:smtp.host.example ~all"),
        ("mail._domainkey.grappe.example", "TXT", "v=DKIM1; k=rsa; p=…"),
        ("_dmarc.grappe.example", "TXT", "v=DMARC1; p=none; rua=mailto:it@grappe.example"),
    ]


@pytest.mark.parametrize(
    ("server", "policy"),
    [
        ("", "v=spf1 a:… ~all"),
        ("192.0.2.7", "v=spf1 ip4:192.0.2.7 ~all"),
        ("[2001:db8::7]", "v=spf1 ip6:2001:db8::7 ~all"),
    ],
)
def test_a_server_without_a_name_is_let_send_by_its_address(server: str, policy: str) -> None:
    wanted = wanted_records("grappe.example", server=server, contact="it@grappe.example", selector="")

    assert [record.value for record in wanted if record.kind is SPF] == [policy]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("grappe.example", True), ("localhost", False), ("192.0.2.7", False), ("[2001:db8::7]", False)],
)
def test_records_are_for_domains_alone(name: str, expected: bool) -> None:
    assert is_domain(name) is expected


@pytest.mark.parametrize(
    ("kind", "found", "state"),
    [
        (SPF, None, UNKNOWN),
        (SPF, [], MISSING),
        (SPF, ["google-site-verification=x", "v=spf10 ~all"], MISSING),
        (SPF, ["other", "V=SPF1 include:x.example ~ALL"], RIGHT),
        (SPF, ["v=spf1 redirect=_spf.x.example"], RIGHT),
        (SPF, ["v=spf1 +all"], WRONG),
        (SPF, ["v=spf1 a ~all", "v=spf1 mx -all"], WRONG),
        (DKIM, ["v=DKIM1; k=rsa; p=MIIB"], RIGHT),
        (DKIM, ["v=DKIM1; p="], WRONG),
        (DMARC, ["v=DMARC1; p=none"], RIGHT),
        (DMARC, ["v=DMARC1;p=reject; rua=mailto:a@b.example"], RIGHT),
        (DMARC, ["v=DMARC1; rua=mailto:a@b.example"], WRONG),
        (MX, ["10 mail.x.example.", "20 mail2.x.example."], RIGHT),
        (MX, ["0 ."], WRONG),
    ],
)
def test_what_is_found_is_judged(kind: RecordKind, found, state: RecordState) -> None:
    assert judge(WANTED[kind], found).state is state


@pytest.mark.parametrize(
    ("headers", "results"),
    [
        ("", None),
        ("Subject: dkim=pass", None),
        (
            "Received: x\r\nAuthentication-Results: mx.example;\r\n dkim=pass (x);\r\n\tspf=softfail; dmarc=none",
            {DKIM: "pass", SPF: "softfail", DMARC: "none"},
        ),
        (
            "authentication-results: mx; dkim=fail; dkim=pass\nAuthentication-Results: forged; spf=pass",
            {DKIM: "pass"},
        ),
        ("Authentication-Results: mx; none", {}),
    ],
)
def test_the_topmost_header_counts(headers: str, results) -> None:
    assert authentication_results(headers) == results
