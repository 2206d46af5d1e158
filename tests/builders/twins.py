"""Tests that run on both databases."""

from collections.abc import Iterable, Iterator

import pytest


def repeated_on_postgres(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Of each test on both databases, all parameters but the first on PostgreSQL: the same statements, other values."""
    twins = [(item, item.nodeid.partition("[")[0], _database(item)) for item in items]
    on_both = {test for _, test, database in twins if database == "sqlite"}
    seen: set[str] = set()
    for item, test, database in twins:
        if database == "postgres" and test in on_both:
            if test in seen:
                yield item
            seen.add(test)


def _database(item: pytest.Item) -> object:
    """The value of `database_url`, where a test is given it."""
    return item.callspec.params.get("database_url") if hasattr(item, "callspec") else None
