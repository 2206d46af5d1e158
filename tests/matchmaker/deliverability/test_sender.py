"""The sender of a community: its records in DNS, and a test that comes back through the mailbox."""

import pytest
from sqlmodel import Session, select

from matchmaker.base.config import get_config
from matchmaker.deliverability.commands import send_sender_test
from matchmaker.deliverability.queries import check_records, read_returned_test, read_sender
from matchmaker.deliverability.rules import RecordKind, RecordState
from matchmaker.inbox.commands.act import act_on
from matchmaker.inbox.commands.store import Incoming, store_mail
from matchmaker.models import Community, InboundKind, Message
from tests.builders import dns_server, factories
from tests.builders.invited import MAILBOX
from tests.builders.mail_client import read

DOMAIN = "grappe.example"
RECORDS = {
    (DOMAIN, "MX"): ["10 mail.grappe.example."],
    (DOMAIN, "TXT"): ['"v=spf1 mx " "~all"', '"something else"'],
    ("google._domainkey.grappe.example", "TXT"): ['"v=DKIM1; p=MIIB"'],
}


@pytest.fixture
def community(session: Session) -> Community:
    return factories.make_community(session, sender_name="Grappe", sender_email=f"rdv@{DOMAIN}")


def states(community: Community, selector: str = "") -> dict[str, str]:
    return {judged.wanted.kind.value: judged.state.value for judged in check_records(read_sender(community), selector)}


@pytest.mark.parametrize(("selector", "dkim"), [("", "right"), ("google", "right"), ("other", "missing")])
def test_records_are_looked_up(community: Community, monkeypatch, selector: str, dkim: str) -> None:
    with dns_server.running(RECORDS) as address:
        monkeypatch.setenv("MATCHMAKER_NAMESERVER", address)
        get_config.cache_clear()

        found = states(community, selector)

    get_config.cache_clear()
    assert found == {"mx": "right", "spf": "right", "dkim": dkim, "dmarc": "missing"}


@pytest.mark.parametrize(
    ("policy", "term"), [("v=spf1 a:smtp.grappe.example ~all", "a:smtp.grappe.example"), ("v=spf1 mx ~all", "")]
)
def test_the_term_that_lets_the_mail_server_send_is_named(
    community: Community, monkeypatch, policy: str, term: str
) -> None:
    server = "smtp.grappe.example"
    with dns_server.running({(DOMAIN, "TXT"): [f'"{policy}"'], (server, "A"): ["192.0.2.25"]}) as address:
        monkeypatch.setenv("MATCHMAKER_NAMESERVER", address)
        monkeypatch.setenv("MATCHMAKER_SMTP_HOST", server)
        get_config.cache_clear()

        found = {judged.wanted.kind: judged for judged in check_records(read_sender(community))}[RecordKind.SPF]

    get_config.cache_clear()
    assert (found.state, found.names) == (RecordState.RIGHT, term)


@pytest.mark.parametrize("address", ["127.0.0.1#1", "no address", "127.0.0.1#none"])
def test_dns_that_does_not_answer_is_no_missing_record(community: Community, monkeypatch, address: str) -> None:
    monkeypatch.setenv("MATCHMAKER_NAMESERVER", address)
    monkeypatch.setattr("matchmaker.deliverability.dns_client.SECONDS", 0.1)
    get_config.cache_clear()

    found = states(community)

    get_config.cache_clear()
    assert set(found.values()) == {RecordState.UNKNOWN}


def test_a_test_goes_to_oneself_and_to_the_mailbox_whose_server_says_what_it_thinks(
    session: Session, community: Community, mailbox_address: None
) -> None:
    staff = factories.make_staff(session)
    assert read_returned_test(session, community) is None

    send_sender_test(session, community, staff)
    send_sender_test(session, community, staff)

    own, mailbox = session.exec(select(Message).order_by(Message.id)).all()
    assert (own.recipient, mailbox.recipient) == (staff.email, MAILBOX)
    assert read(mailbox.mime)["From"] == f"Grappe <rdv@{DOMAIN}>"
    assert read_returned_test(session, community).results is None
    header = b"Authentication-Results: mx.example; dkim=pass; spf=fail\r\n"
    mail = store_mail(session, Incoming(header + mailbox.mime, len(mailbox.mime), recipient=MAILBOX))
    act_on(session, mail)
    assert mail.kind is InboundKind.AUTOMATIC
    assert read_returned_test(session, community).results == {RecordKind.DKIM: "pass", RecordKind.SPF: "fail"}
