"""SMTP client: hands a composed mail to the configured server."""

import smtplib
import ssl
from typing import Protocol

from matchmaker.base.config import Config

PERMANENT = 500


class Refused(Exception):
    """Permanent refusal (SMTP 5xx) of a mail: wrong address, or content that the server does not accept."""


class WrongAddress(Refused):
    """The server knows no such recipient."""


class Transport(Protocol):
    """Takes one mail to its recipient, or raises `Refused`, or `OSError` (of which `smtplib.SMTPException` is one)."""

    def send(self, sender: str, recipient: str, mime: bytes) -> None: ...


class SmtpTransport:
    """One connection per mail: slower than a shared one, but a broken line never concerns two mails."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def send(self, sender: str, recipient: str, mime: bytes) -> None:
        """Send `mime` as it is; raises if the server did not confirm that it has it.

        What happens after the confirmation (a line lost while saying goodbye) concerns nobody.
        """
        server = self._connect()
        try:
            if self._config.smtp_user:
                server.login(self._config.smtp_user, self._config.smtp_password.get_secret_value())
            server.sendmail(sender, [recipient], mime)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = error.recipients[recipient]
            raise _failure(code, words, WrongAddress) from error
        except smtplib.SMTPDataError as error:
            raise _failure(error.smtp_code, error.smtp_error, Refused) from error
        except UnicodeError as error:
            raise WrongAddress(str(error)) from error
        finally:
            _goodbye(server)

    def _connect(self) -> smtplib.SMTP:
        host, port = self._config.smtp_host, self._config.smtp_port
        if self._config.smtp_tls == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=self._config.smtp_seconds, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port, timeout=self._config.smtp_seconds)
        if self._config.smtp_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server


def _failure(code: int, words: bytes | str, permanent: type[Refused]) -> Exception:
    """Return what a refusal means: codes from 500 are for good (RFC 5321, 4.2.1), those below pass."""
    text = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    return permanent(text) if code >= PERMANENT else smtplib.SMTPException(text)


def _goodbye(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except OSError:
        server.close()


class NoTransport:
    """The demo's: mails count as sent and are read on the mailbox page."""

    def send(self, sender: str, recipient: str, mime: bytes) -> None:
        """Do nothing."""


def transport(config: Config) -> Transport | None:
    """Return how mails leave this installation; None where they stay in the outbox."""
    if config.smtp_host:
        return SmtpTransport(config)
    return NoTransport() if config.mode == "demo" else None
