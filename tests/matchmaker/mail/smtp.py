"""A real SMTP server for tests: keeps what it gets, and misbehaves when told to."""

from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Connection

from matchmaker.config import Config


class FreePort(Controller):
    """Listens on whatever port the system gives."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Server:
    """An SMTP server that keeps what it gets, and misbehaves when told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes]] = []
        self.fault: str | None = None
        self.port = 0

    async def handle_RCPT(self, _server: SMTP, _connection: Connection, envelope: Envelope, address: str, _options):  # noqa: N802
        if self.fault == "refuse":
            return "450 mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _connection: Connection, envelope: Envelope):  # noqa: N802
        self.got.append((envelope.rcpt_tos[0], bytes(envelope.original_content or b"")))
        if self.fault == "drop":
            server.transport.close()
        return "250 OK"


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
