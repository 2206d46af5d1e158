"""Tests that run on both databases, and which of them only repeat on PostgreSQL what others do there."""

from collections.abc import Iterable, Iterator

import pytest

from tests.builders.paths import ROOT

FOLDER = ROOT / "tests" / "matchmaker"
REPEATS = FOLDER / "repeats_on_postgres.txt"
"""Tests whose statements others of their room make on PostgreSQL: a line each, written by `make postgres-repeats`."""


def repeats() -> frozenset[str]:
    """Return the tests of the list, each as `room/file.py::name`."""
    return frozenset(REPEATS.read_text(encoding="utf-8").split())


def name_of(item: pytest.Item) -> str:
    """The name of a test of `matchmaker` as it stands in the list, without its parameters."""
    names = item.nodeid.partition("[")[0].partition("::")[2]
    return f"{item.path.relative_to(FOLDER).as_posix()}::{names}"


def repeated_on_postgres(items: Iterable[pytest.Item], listed: frozenset[str]) -> Iterator[pytest.Item]:
    """Of each test on both databases, all parameters but the first on PostgreSQL (the same statements, other values);
    and that one too where the test is listed."""
    twins = [(item, name_of(item), _database(item)) for item in items]
    on_both = {test for _, test, database in twins if database == "sqlite"}
    seen: set[str] = set()
    for item, test, database in twins:
        if database == "postgres" and test in on_both:
            if test in seen or test in listed:
                yield item
            seen.add(test)


def _database(item: pytest.Item) -> object:
    """The value of `database_url`, where a test is given it."""
    return item.callspec.params.get("database_url") if hasattr(item, "callspec") else None
