"""TLS of the mailbox: certificates are verified before the password is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from trustme import CA

from matchmaker.base.config import Config
from matchmaker.inbox.jobs.mailbox import read_mailbox
from tests.builders.aids import missing_program
from tests.builders.imap_server import PASSWORD, Dovecot, program, serve
from tests.builders.inbound_mails import mail

LETTER = mail("Letter", message_id="<1@numalis.example>")


@pytest.fixture(scope="module")
def authority() -> CA:
    return CA()


@pytest.fixture(autouse=True)
def trusted(authority: CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts `authority` alone."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.fixture(scope="module")
def needs_dovecot() -> None:
    if program() is None:
        missing_program("no IMAP server: sh tests/setup/imap.sh installs Dovecot")


@pytest.fixture(scope="module")
def right(needs_dovecot: None, authority: CA) -> Iterator[Dovecot]:
    with serve(authority) as running:
        yield running


@pytest.fixture(scope="module", params=["unknown authority", "other host"])
def wrong(needs_dovecot: None, authority: CA, request: pytest.FixtureRequest) -> Iterator[Dovecot]:
    unknown = request.param == "unknown authority"
    with serve(CA() if unknown else authority, host="127.0.0.1" if unknown else "mail.other.example") as running:
        yield running


def by_tls(server: Dovecot, kind: str) -> Config:
    return server.config("ada", imap_tls=kind, imap_port=server.tls_port if kind == "tls" else server.port)


@pytest.mark.parametrize("kind", ["tls", "starttls"])
def test_a_mailbox_behind_a_trusted_certificate_is_read(sqlite_url: str, right: Dovecot, kind: str) -> None:
    right.deliver("ada", LETTER.replace(b"<1@", f"<{kind}@".encode()))

    assert read_mailbox(url=sqlite_url, config=by_tls(right, kind)) == 1


@pytest.mark.parametrize("kind", ["tls", "starttls"])
def test_nothing_is_read_behind_a_wrong_certificate(sqlite_url: str, wrong: Dovecot, kind: str) -> None:
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED") as refused:
        read_mailbox(url=sqlite_url, config=by_tls(wrong, kind))

    assert PASSWORD not in str(refused.value)
