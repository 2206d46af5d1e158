"""Measure pages of participants under load: `make load`, or `python -m tests.load.pages --people 90 --seconds 5`.

Gunicorn as in the Procfile on the loopback, with a SQLite file and with PostgreSQL, and participants of a published
forum in another process: one alone, a few who never think, and crowds who think between two pages. The goals: a page
alone in 12 ms at 90 people as at 800, 100 pages a second, 200 participants below 200 ms and 1,000 below 1 s at the
95th percentile, and no page lost. Two cores serve and ask.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from tests.builders import databases
from tests.builders.paths import ROOT
from tests.load.crowd import Browser, let_loose
from tests.load.server import Server, computed, environment_for

PAGES = ("agenda", "wishes", "directory", "directory/{other}", "interest", "availability")
"""Of one participant, in the order in which they are read; `{other}` is another delegation."""
BUSY = 8
"""Participants who never think: as many pages as the server can make."""


@dataclass(frozen=True)
class Chosen:
    """The command line."""

    people: list[int]
    participants: list[int]
    thinking: float
    seconds: float
    databases: list[str]


def main() -> None:
    chosen = _command_line()
    print(f"{'':44}pages/s   median ms   p95 ms   longest ms   lost   processor ms: web  database  client")
    for kind in chosen.databases:
        for people in chosen.people:
            with tempfile.TemporaryDirectory() as folder, _database(kind, Path(folder)) as url:
                _measure(f"{kind}, {people} people", people, chosen, Path(folder), url)


def _command_line() -> Chosen:
    arguments = argparse.ArgumentParser(description="Measure pages of participants under load.")
    arguments.add_argument("--people", type=int, nargs="+", default=[90, 800], help="of the event, one run for each")
    arguments.add_argument("--participants", type=int, nargs="+", default=[200, 1000], help="who read at once")
    arguments.add_argument("--thinking", type=float, default=5.0, help="seconds between two pages")
    arguments.add_argument("--seconds", type=float, default=20.0, help="of each measurement")
    kinds = ["sqlite", "postgresql"]
    arguments.add_argument("--databases", nargs="+", default=kinds, choices=kinds)
    return Chosen(**vars(arguments.parse_args()))


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the address of an empty, migrated database."""
    if kind == "sqlite":
        databases.make_template(folder / "load.sqlite")
        yield f"sqlite:///{folder}/load.sqlite"
        return
    with (
        databases.postgres_server(folder / "postgres") as address,
        databases.postgres_database(address, "load") as url,
    ):
        yield url


def _measure(title: str, people: int, chosen: Chosen, folder: Path, url: str) -> None:
    environment = environment_for(str(folder), url)
    os.environ.update(environment)
    browsers = _prepare(people)
    arguments = ["--config", "python:web.serving", "web.wsgi:app"]
    postgres = folder / "postgres" / "postmaster.pid"
    with Server(ROOT, environment, arguments, folder) as server:

        def spent() -> tuple[float, float, float]:
            database = computed(int(postgres.read_text().split()[0])) if postgres.exists() else 0.0
            return server.spent(), database, time.process_time()

        let_loose(server.port, browsers[:BUSY], thinking=0, seconds=2)  # the first answers load code
        for number, page in enumerate(PAGES):
            alone = Browser(browsers[0].cookie, browsers[0].pages[number : number + 1])
            _report(
                server.port, spent, f"{title}, {page} alone", [alone], thinking=0, seconds=chosen.seconds / len(PAGES)
            )
        _report(
            server.port, spent, f"{title}, {BUSY} without thinking", browsers[:BUSY], thinking=0, seconds=chosen.seconds
        )
        for count in chosen.participants:
            crowd = [browsers[number % len(browsers)] for number in range(count)]
            _report(
                server.port,
                spent,
                f"{title}, {count} thinking",
                crowd,
                thinking=chosen.thinking,
                seconds=chosen.seconds,
            )


def _report(
    port: int,
    spent: Callable[[], Sequence[float]],
    title: str,
    crowd: list[Browser],
    *,
    thinking: float,
    seconds: float,
) -> None:
    """Measure a crowd; `spent` tells the seconds that the server, its database and the clients have computed."""
    before = spent()
    seen = let_loose(port, crowd, thinking=thinking, seconds=seconds)
    each = [(now - then) * 1000 / max(seen.pages, 1) for then, now in zip(before, spent(), strict=True)]
    if not seen.took:
        raise SystemExit(f"{title}: no page came, {seen.lost} were lost")
    took = sorted(seen.took)
    print(
        f"{title:44}{len(took) / seconds:7.0f}{statistics.median(took):12.1f}{took[int(len(took) * 0.95)]:9.1f}"
        f"{took[-1]:13.1f}{seen.lost:7}{each[0]:19.1f}{each[1]:10.1f}{each[2]:8.1f}",
        flush=True,
    )


def _prepare(people: int) -> list[Browser]:
    """Fill the database, and return a browser for each of its people, with a log-in and pages in French."""
    from matchmaker.base.config import get_config
    from matchmaker.base.db import get_engine, transaction
    from matchmaker.models import Person
    from tests.builders.web import logged_in
    from tests.load.participants import make_forum
    from web.app import create_app
    from web.auth.identity import ParticipantUser
    from web.config import COOKIE

    get_config.cache_clear()
    url = get_config().sqlalchemy_url
    with transaction() as session:
        slug, registrations = make_forum(session, people)
        asked = [(one.person_id, one.delegation_id) for one in registrations]
        if url.startswith("postgresql"):
            session.execute(text("ANALYZE"))  # as autovacuum does within a minute
    app = create_app(get_config())
    signer = app.session_interface.get_signing_serializer(app)
    others = {mine: asked[place - 10][1] for place, (_, mine) in enumerate(asked)}
    with transaction() as session:
        browsers = []
        for person_id, mine in asked:
            values = logged_in(session, ParticipantUser(session.get_one(Person, person_id)))
            # as after the first page, which browsers keep
            kept = {"language": "fr", "csrf_token": "0" * 40}
            cookie = f"{COOKIE}={signer.dumps(values | kept)}"
            browsers.append(Browser(cookie, [f"/e/{slug}/{page.format(other=others[mine])}" for page in PAGES]))
    get_engine(url).dispose()
    return browsers


if __name__ == "__main__":
    main()
