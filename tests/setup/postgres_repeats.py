"""Which tests only repeat on PostgreSQL what others of their room ask it: written to a list by `make postgres-repeats`.

Each test runs on PostgreSQL once, and what it asks is noted without the values. Of each room as few tests as needed
are kept to ask everything that the room asks; the others are on the list. A new test is not, until the list is
written anew.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event

from tests.builders.twins import FOLDER, REPEATS, name_of

VALUE = re.compile(r"%\(\w+\)s")
VALUES = re.compile(r"\(\?(?:::\w+)?(?:, \?(?:::\w+)?)*\)")
"""As many as are looked for."""
OF_THE_DATABASE = re.compile(r"\b(Thread|prepared|IntegrityError|OperationalError|dialect|postgres\w*)\b")
"""A file that speaks of these is about what a database does: several at once, locks, rules of its own."""
ROOMS_OF_THE_DATABASE = ("base", "jobs", "mail", "migrations")


class Recorder:
    """A plugin of pytest that notes the statements of each test."""

    def __init__(self) -> None:
        self.made: dict[str, set[str]] = defaultdict(set)
        self._now: set[str] = set()
        event.listen(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self._now.add(VALUES.sub("(?)", VALUE.sub("?", statement)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._now = self.made[name_of(item)]
        return (yield)


def needed(made: dict[str, set[str]]) -> set[str]:
    """Return tests that together make all the statements of a room: again and again the one that adds most."""
    left = set().union(*made.values())
    kept: list[str] = []
    while left:
        best = max(sorted(made), key=lambda test: len(made[test] & left))
        kept.append(best)
        left -= made[best]
    for test in list(kept):
        others = set().union(*(made[other] for other in kept if other != test))
        if made[test] <= others:
            kept.remove(test)
    return set(kept)


def repeated(made: dict[str, set[str]]) -> list[str]:
    """Return the tests that no room needs on PostgreSQL, sorted."""
    rooms: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for test, statements in made.items():
        rooms[test.partition("/")[0]][test] = statements
    found = []
    for room, tests in rooms.items():
        if room not in ROOMS_OF_THE_DATABASE:
            found += [test for test in tests.keys() - needed(tests) if not _about_the_database(test)]
    return sorted(found)


def _about_the_database(test: str) -> bool:
    return bool(OF_THE_DATABASE.search((FOLDER / test.partition("::")[0]).read_text(encoding="utf-8")))


def main() -> int:
    """Write the list anew; leave it as it was where a test fails."""
    before = REPEATS.read_text(encoding="utf-8")
    REPEATS.write_text("", encoding="utf-8")
    recorder = Recorder()
    failed = pytest.main(["-q", "-m", "postgres and not slow", str(FOLDER)], plugins=[recorder])
    written = before if failed else "".join(f"{test}\n" for test in repeated(recorder.made))
    REPEATS.write_text(written, encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
