"""Measure feeds under load: `python -m tests.load.feeds --people 5000 --beside ../older-checkout`.

A forum of thousands on a SQLite file, gunicorn as in the Procfile on the loopback, and a second process with a few
open connections that asks for one feed after the other, as calendar programs do: first all of it, then again with the
ETag that it has got. The goal: 5,000 feeds polled every 15 minutes, which is 5.6 requests a second.
"""

import argparse
import http.client
import os
import random
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.builders.paths import ROOT
from tests.load.server import Server, environment_for

CONNECTIONS = 4
POLLED_EVERY = 900
"""Seconds."""


@dataclass(frozen=True)
class Answer:
    """One answer: its status, and milliseconds until it was read and of them in the database."""

    status: int
    took: float
    database: float
    size: int
    etag: str


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure feeds under load.")
    arguments.add_argument("--people", type=int, default=5000)
    arguments.add_argument("--requests", type=int, default=2000, help="of each kind")
    arguments.add_argument("--beside", type=Path, action="append", default=[], help="an older checkout, measured first")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_for(folder, f"sqlite:///{folder}/load.sqlite")
        os.environ.update(environment)
        tokens = prepare(chosen.people)
        print(f"{chosen.people} feeds, {chosen.requests} requests of each kind over {CONNECTIONS} connections")
        print(f"needed: {chosen.people / POLLED_EVERY:.1f} requests/s\n")
        print(f"{'':34}requests/s   median ms   p99 ms   database ms   processor ms   bytes")
        for checkout in (*chosen.beside, ROOT):
            with serve(checkout.resolve(), environment) as server:
                asked = random.Random(7).choices(tokens, k=chosen.requests)
                measure(server, tokens[:20], {}, "")  # the first answers load code
                first = measure(server, asked, {}, f"{checkout.resolve().name}: all of it")
                again = measure(server, asked, first, f"{checkout.resolve().name}: not modified")
                assert set(again) == set(asked)


def prepare(people: int) -> list[str]:
    """Fill the database and return the tokens of all feeds."""
    from matchmaker.base.db import get_engine, transaction
    from matchmaker.feeds import feed_token
    from matchmaker.migrations.run import migrate
    from matchmaker.models import Registration
    from tests.load.forum import make_forum

    migrate()
    with transaction() as session:
        rows = make_forum(session, people)
    tokens = [
        feed_token(Registration(id=number, feed_epoch=epoch, event_id=1, person_id=1, delegation_id=1))
        for number, epoch in rows
    ]
    get_engine(os.environ["DATABASE_URL"]).dispose()
    return tokens


def serve(checkout: Path, environment: dict[str, str]) -> Server:
    """Return a server of the checkout whose answers say how long they waited for the database."""
    folder = Path(environment["MATCHMAKER_DATA"])
    # the measuring wrapper comes from here, the product from the checkout
    (folder / "measured_app.py").write_text((ROOT / "tests" / "load" / "measured.py").read_text())
    options = "--worker-class gthread --workers 2 --threads 64 --no-control-socket"
    return Server(checkout, environment, ["measured_app:app", *options.split(), "--pythonpath", str(folder)], folder)


def measure(server: Server, tokens: list[str], etags: dict[str, str], title: str) -> dict[str, str]:
    """Ask for the feeds, print a line about it, and return the ETags."""
    answers: dict[int, Answer] = {}
    work, lock = iter(enumerate(tokens)), threading.Lock()

    def poll() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        while True:
            with lock:
                number, token = next(work, (-1, ""))
            if number < 0:
                return
            answers[number] = ask(connection, token, etags.get(token, ""))

    began, spent = time.perf_counter(), server.spent()
    crowd = [threading.Thread(target=poll) for _ in range(CONNECTIONS)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    seconds, spent = time.perf_counter() - began, server.spent() - spent
    expected = 304 if etags else 200
    wrong = [answer.status for answer in answers.values() if answer.status != expected]
    assert not wrong, f"unexpected answers: {set(wrong)}"
    if title:
        took = sorted(answer.took for answer in answers.values())
        database = statistics.median(answer.database for answer in answers.values())
        size = statistics.median(answer.size for answer in answers.values())
        print(
            f"{title:34}{len(tokens) / seconds:10.0f}{statistics.median(took):12.1f}"
            f"{took[int(len(took) * 0.99)]:9.1f}{database:14.2f}{spent * 1000 / len(tokens):15.1f}{size:8.0f}"
        )
    return {tokens[number]: answer.etag for number, answer in answers.items()}


def ask(connection: http.client.HTTPConnection, token: str, etag: str) -> Answer:
    """Fetch one feed."""
    began = time.perf_counter()
    connection.request("GET", f"/cal/{token}/agenda.ics", headers={"If-None-Match": etag} if etag else {})
    response = connection.getresponse()
    size = len(response.read())
    took = (time.perf_counter() - began) * 1000
    return Answer(
        response.status, took, float(response.headers["X-Database-Ms"]), size, response.headers.get("ETag", "")
    )


if __name__ == "__main__":
    main()
