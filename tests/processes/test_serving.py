"""The application server: which headers it believes, and requests whose end could be read in two ways (smuggling)."""

import re
import socket
from importlib import reload

import pytest

from matchmaker.base.db import get_engine
from tests.builders.installation import Installation, installation
from web import serving

HOST = b"Host: forum.example\r\n"
SECOND = b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n"
TWO_ENDS = {
    "both lengths": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND,
    "two lengths": b"Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd" + SECOND,
    "a signed length": b"Content-Length: +5\r\n\r\nabcde" + SECOND,
    "an unknown encoding": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND,
    "a space in a name": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SECOND,
    "a folded header": b"X: a\r\n b\r\n\r\n" + SECOND,
    "a NUL": b"X: a\0b\r\n\r\n" + SECOND,
}
CLAIMS = b"SCRIPT_NAME: /evil\r\nPATH_INFO: /mailbox\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\n"


@pytest.fixture
def forum(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "1")
    get_engine(sqlite_url).dispose()
    with installation(tmp_path, sqlite_url, names=["web"]) as forum:
        yield forum


def statuses(forum: Installation, request: bytes) -> list[int]:
    """The statuses of all answers to what is sent on one connection."""
    with socket.create_connection(("127.0.0.1", forum.port), timeout=10) as client:
        client.sendall(request)
        client.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", answer)]


def test_requests_with_two_ends_are_refused_and_headers_of_proxies_are_not_believed(forum):
    ends = {name: statuses(forum, b"POST /login HTTP/1.1\r\n" + HOST + rest) for name, rest in TWO_ENDS.items()}
    believed = statuses(forum, b"GET /health HTTP/1.1\r\n" + HOST + CLAIMS + b"Connection: close\r\n\r\n")

    assert {name: found for name, found in ends.items() if found not in ([400], [501])} == {}
    assert believed == [200]


@pytest.mark.parametrize(
    ("host", "port", "bound"),
    [("", "", "127.0.0.1:8000"), ("0.0.0.0", "9000", "0.0.0.0:9000"), ("::1", "80", "[::1]:80")],
)
def test_the_application_listens_on_this_machine_alone(host, port, bound, monkeypatch):
    """Unless it is told otherwise, as in a container."""
    monkeypatch.setenv("MATCHMAKER_HOST", host)
    monkeypatch.setenv("PORT", port)

    assert reload(serving).bind == bound
