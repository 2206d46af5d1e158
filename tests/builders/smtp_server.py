"""A real SMTP server for tests: keeps what it gets, and misbehaves when told to."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Connection

from matchmaker.base.config import Config


class Watched:
    """A stream of lines that says when it has read some of them."""

    def __init__(self, reader: asyncio.StreamReader, reach: Callable[[str], None]) -> None:
        self._reader, self._reach, self._lines = reader, reach, 0

    async def readuntil(self, *separator: bytes) -> bytes:
        line = await self._reader.readuntil(*separator)
        self._lines += 1
        if self._lines == SOME_LINES:
            self._reach("TEXT")
        return line


class Attentive(SMTP):
    """Says when it is in the middle of a mail's text."""

    async def smtp_DATA(self, arg: str) -> None:
        reader = self._reader
        assert reader is not None
        self._reader = Watched(reader, self.event_handler._reach)
        try:
            await super().smtp_DATA(arg)
        finally:
            self._reader = reader


class FreePort(Controller):
    """Listens on whatever port the system gives."""

    def factory(self) -> SMTP:
        return Attentive(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


STAGES = ("EHLO", "MAIL", "RCPT", "DATA", "QUIT")
"""The moments of a delivery at which something can happen to the sender, in their order.

Besides, for long mails, "TEXT": between RCPT and DATA, when the server has read `SOME_LINES` and waits for the others.
"""
SOME_LINES = 100
REFUSALS = {"refuse": "450 mailbox busy", "unknown": "550 no such user here", "full": "452 too many recipients"}


class Server:
    """An SMTP server that keeps what it gets, and misbehaves when told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes]] = []
        self.senders: list[str] = []
        self.fault: str | None = None
        self.only: str | None = None
        """The recipient whom a refusal concerns; everybody if none is named."""
        self.at: dict[str, Callable[[], object]] = {}
        """What happens at a stage, once."""
        self.port = 0

    def _reach(self, stage: str) -> None:
        if (happen := self.at.pop(stage, None)) is not None:
            happen()

    async def handle_EHLO(self, _server: SMTP, connection: Connection, _envelope, hostname: str, responses: list[str]):
        connection.host_name = hostname
        self._reach("EHLO")
        return responses

    async def handle_MAIL(self, _server: SMTP, _connection, envelope: Envelope, address: str, _options):
        self._reach("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server: SMTP, _connection: Connection, envelope: Envelope, address: str, _options):
        self._reach("RCPT")
        if self.fault in REFUSALS and self.only in {None, address}:
            return REFUSALS[self.fault]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _connection: Connection, envelope: Envelope):
        if self.fault == "spam":
            return "554 5.7.1 looks like spam"
        self.got.append((envelope.rcpt_tos[0], bytes(envelope.original_content or b"")))
        self.senders.append(str(envelope.mail_from))
        self._reach("DATA")
        if self.fault == "slow":
            await asyncio.sleep(2)
        if self.fault == "drop":
            server.transport.close()
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, _connection, _envelope):
        self._reach("QUIT")
        if self.fault == "rude":
            server.transport.close()
        return "221 Bye"


@contextmanager
def running() -> Iterator[Server]:
    """A server that listens as long as the block lasts."""
    handler = Server()
    controller = FreePort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


def smtp(server: Server, mode: str = "test", **values) -> Config:
    """The configuration of an installation that sends through `server`."""
    return Config(
        mode=mode, smtp_host="127.0.0.1", smtp_port=server.port, smtp_tls="none", secret_key="s" * 40, **values
    )
