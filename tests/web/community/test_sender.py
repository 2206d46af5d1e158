"""The page that checks the sender of a community."""

import pytest
from sqlmodel import select

from matchmaker.base.config import get_config
from matchmaker.models import Message
from tests.builders import dns_server
from tests.builders.pages import text

PAGE = "/c/grappe/sender"


@pytest.fixture
def mail_server(monkeypatch, app):
    """The installation has a mail server, and a mailbox that it reads."""
    found = get_config().model_copy(update={"smtp_host": "smtp.host.example"})
    monkeypatch.setitem(app.config, "MATCHMAKER", found)


def test_it_says_what_to_ask_for_before_anything_is_looked_up(administrator):
    page = administrator.get(PAGE)

    assert "v=spf1" in page.text
    assert "_dmarc.matchmaker.example" in page.text
    assert 'hx-get="/c/grappe/sender?look=1"' in page.text
    assert "A letter to your IT people" in text(page)
    assert "once the operator has set up a mail server" in text(page)


def test_no_records_are_asked_for_at_the_name_of_a_machine(administrator, monkeypatch):
    alone = get_config().model_copy(update={"mail_from": "rendez-vous@192.0.2.7"})
    monkeypatch.setattr("matchmaker.deliverability.queries.get_config", lambda: alone)

    page = administrator.get(f"{PAGE}?look=1")

    assert "192.0.2.7 is the name of a machine, not a domain that mails can come from" in text(page)
    assert "v=spf1" not in page.text
    assert "A letter to your IT people" not in text(page)


def test_what_is_not_visible_is_said_with_its_consequence(administrator, monkeypatch):
    records = {("matchmaker.example", "TXT"): ['"v=spf1 mx ~all <b>"']}
    with dns_server.running(records) as address:
        monkeypatch.setenv("MATCHMAKER_NAMESERVER", address)
        get_config.cache_clear()
        page = administrator.get(f"{PAGE}?look=1&selector=../etc")
    get_config.cache_clear()

    assert "4 records are missing or wrong: your invitations may land in spam." in text(page)
    assert "not visible yet" in text(page)
    assert "&lt;b&gt;" in page.text


@pytest.mark.parametrize(
    ("headers", "status", "said"),
    [
        ("Authentication-Results: mx; spf=pass; dkim=fail", 200, "SPF passed DKIM failed DMARC not mentioned"),
        ("", 422, "There is no line “Authentication-Results” in it."),
        ("x" * 60_000, 422, "Use 50000 characters at most."),
    ],
)
def test_pasted_headers_are_read(administrator, mail_server, headers: str, status: int, said: str):
    answer = administrator.post(PAGE, data={"headers": headers})

    assert (answer.status_code, said in text(answer)) == (status, True)


def test_a_test_is_sent(administrator, mail_server, session):
    page = administrator.post(f"{PAGE}/test", follow_redirects=True)

    assert "A test goes to" in page.text
    assert len(session.exec(select(Message.kind)).all()) == 1
