"""Handing a composed mail to the SMTP server of the configuration."""

import smtplib
import ssl
from typing import Protocol

from matchmaker.config import Config

TIMEOUT_SECONDS = 30


class Transport(Protocol):
    """Takes one mail to its recipient, or raises `OSError` (of which `smtplib.SMTPException` is one)."""

    def send(self, recipient: str, mime: bytes) -> None: ...


class SmtpTransport:
    """One connection per mail: slower than a shared one, but a broken line never concerns two mails."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def send(self, recipient: str, mime: bytes) -> None:
        """Send `mime` as it is; raises `OSError` if the server did not confirm that it has it."""
        with self._connect() as server:
            if self._config.smtp_user:
                server.login(self._config.smtp_user, self._config.smtp_password.get_secret_value())
            server.sendmail(self._config.mail_from, [recipient], mime)

    def _connect(self) -> smtplib.SMTP:
        host, port = self._config.smtp_host, self._config.smtp_port
        if self._config.smtp_tls == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        if self._config.smtp_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server


class NoTransport:
    """The demo's: mails count as sent and are read on the mailbox page."""

    def send(self, recipient: str, mime: bytes) -> None:
        """Do nothing."""


def transport(config: Config) -> Transport | None:
    """Return how mails leave this installation; None where they stay in the outbox."""
    if config.smtp_host:
        return SmtpTransport(config)
    return NoTransport() if config.mode == "demo" else None
