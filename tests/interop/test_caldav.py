"""A CalDAV server takes each entry of our files as a client would put it there, and gives back the same.

Radicale, started on the loopback. A client splits a file into one object per UID with the zones that it uses, and
leaves METHOD out (RFC 4791, 4.1).
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from icalendar import Calendar, Component

from tests.builders.calendars import calendar, cancelled_entry, entry, lunch, meeting_details, presentation

pytestmark = pytest.mark.interop
HOSTILE = meeting_details(
    other={"delegation_id": 2, "organisation": 'A "B"; C, D\\E 日本 🎉' * 4, "people": []},
)
COLLECTION = "/zoe/agenda/"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., tuple[int, bytes]]]:
    """`store(method, path, body)` talks to a Radicale of its own, with an empty calendar of Zoé's."""
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = folder / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[rights]\ntype = authenticated\n"
        f"[storage]\nfilesystem_folder = {folder / 'collections'}\n[logging]\nlevel = warning\n"
    )
    log = (folder / "log").open("w")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    server = subprocess.Popen(
        [sys.executable, "-m", "radicale", "--config", str(config)], stdout=log, stderr=log, env=environment
    )

    def ask(method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        login = {"Authorization": "Basic em9lOng="}  # zoe:x
        connection.request(method, quote(path), body=body, headers=login | headers)
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.1)
    made, _ = ask("MKCALENDAR", COLLECTION)
    assert made == 201, (folder / "log").read_text()
    yield ask
    server.terminate()
    server.wait(20)
    log.close()


def objects(data: bytes) -> dict[str, bytes]:
    """Split a file as a client does: one object per UID."""
    whole = Calendar.from_ical(data)
    found = {}
    for event in whole.events:
        one = Calendar()
        one.add("PRODID", whole["PRODID"])
        one.add("VERSION", "2.0")
        for zone in whole.timezones:
            if zone["TZID"] == event["DTSTART"].params.get("TZID"):
                one.add_component(zone)
        one.add_component(event)
        found[str(event["UID"])] = one.to_ical()
    return found


def content(component: Component) -> list[str]:
    """Every line of an event, in an order of its own: servers may write properties in another one."""
    return sorted(re.sub(rb"\r\n[ \t]", b"", component.to_ical()).decode().splitlines())


@pytest.mark.parametrize("form", ["download", "feed"])
def test_every_entry_is_stored_and_read_back_equal(store: Callable, form: str) -> None:
    entries = [entry(), lunch(), presentation(), entry("m-cairo", zone="Africa/Cairo"), entry("m-x", details=HOSTILE)]
    data = calendar(*entries, *([cancelled_entry()] if form == "feed" else []), form=form)

    for uid, body in objects(data).items():
        path = f"{COLLECTION}{uid}.ics"
        assert store("PUT", path, body, **{"Content-Type": "text/calendar; charset=utf-8"})[0] == 201, uid
        status, kept = store("GET", path)
        assert status == 200
        (before,), (after,) = Calendar.from_ical(body).events, Calendar.from_ical(kept).events
        assert content(after) == content(before)
        assert store("DELETE", path)[0] == 200


def test_the_file_as_it_is_makes_a_calendar(store: Callable) -> None:
    """Whole files are put on a new collection: how Radicale's own page imports."""
    data = calendar(entry(), lunch(), cancelled_entry())

    status, _ = store("PUT", "/zoe/imported/", data, **{"Content-Type": "text/calendar; charset=utf-8"})

    assert status == 201
    kept = Calendar.from_ical(store("GET", "/zoe/imported/")[1])
    uids = {str(event["UID"]) for event in Calendar.from_ical(data).events}
    assert {str(event["UID"]) for event in kept.events} == uids
