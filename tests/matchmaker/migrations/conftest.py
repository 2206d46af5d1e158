from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLAIN_STEPS = (
    "test_keys_of_addresses_are_written_anew",
    "test_older_entries_get_their_community_and_whom_they_concern",
    "test_open_bounces_get_the_key_of_their_person_once",
    "test_participants_stay_logged_in_and_what_had_ended_stays_ended",
    "test_stored_texts_lose_what_nobody_sees",
    "test_what_the_other_side_saw_before_refusals_were_told_apart_stays",
    "test_what_was_there_before_the_change_desk_stays",
)
"""Older migrations whose statements about rows are the same on both databases.

The long way back to them takes SQLite, where tables are copied, three times as long as PostgreSQL. It is gone there and
back with the rows of release 0.2.0 (`test_communities.py`), and with none (`test_migrations.py`).
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Go back to them on PostgreSQL, and on SQLite in `make test-full`."""
    for item in items:
        plain = item.path.parent == HERE and item.originalname in PLAIN_STEPS
        if plain and item.callspec.params["database_url"] == "sqlite":
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def postgres_url(own_postgres_url: str) -> str:
    """Tables are changed here: each test has a database of its own."""
    return own_postgres_url
