"""A crowd of browsers in one process: each keeps its connection, reads a page, thinks, and asks for the next one."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

HEADERS = "Accept-Encoding: gzip, deflate, br, zstd\r\nSec-Fetch-Site: same-origin"
PATIENCE = 60
"""Seconds after which an answer counts as lost."""


@dataclass(frozen=True)
class Browser:
    """Somebody with a session, and the pages that they go through, round and round."""

    cookie: str
    pages: Sequence[str]


@dataclass
class Outcome:
    """What a crowd has seen."""

    pages: int = 0
    """All that came."""
    took: list[float] = field(default_factory=list)
    """Milliseconds of each page that came, after the crowd has settled."""
    lost: int = 0
    """Pages that did not come: a connection refused, reset or closed, no answer in time, another status than 200."""


def let_loose(port: int, browsers: Sequence[Browser], *, thinking: float, seconds: float) -> Outcome:
    """Let each browser go through its pages for some seconds, `thinking` between two (on average), and count."""
    return asyncio.run(_let_loose(port, browsers, thinking, seconds))


async def _let_loose(port: int, browsers: Sequence[Browser], thinking: float, seconds: float) -> Outcome:
    outcome = Outcome()
    begin = time.monotonic() + max(thinking, 1)  # everybody has begun by then
    end = begin + seconds
    crowd = [_browse(port, number, browser, thinking, begin, end, outcome) for number, browser in enumerate(browsers)]
    await asyncio.gather(*crowd)
    return outcome


async def _browse(
    port: int, number: int, browser: Browser, thinking: float, begin: float, end: float, outcome: Outcome
) -> None:
    chance = random.Random(number)
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    await asyncio.sleep(chance.uniform(0, thinking))
    turn = number
    while time.monotonic() < end:
        asked = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                streams = streams or await asyncio.open_connection("127.0.0.1", port)
                status, kept = await _ask(*streams, browser.pages[turn % len(browser.pages)], browser.cookie)
        except (OSError, EOFError, TimeoutError):
            status, kept = 0, False
        outcome.pages += status == 200
        if begin <= time.monotonic() < end:
            if status == 200:
                outcome.took.append((time.monotonic() - asked) * 1000)
            else:
                outcome.lost += 1
        if not kept and streams is not None:
            streams[1].close()
            streams = None
        turn += 1
        if thinking:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * thinking)
    if streams is not None:
        streams[1].close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, cookie: str) -> tuple[int, bool]:
    """Read one page, and return its status and whether the connection stays open."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{HEADERS}\r\nCookie: {cookie}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    await reader.readexactly(int(head.split("content-length: ", 1)[1].split("\r\n", 1)[0]))
    return status, "connection: close" not in head
