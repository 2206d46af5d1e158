"""An installation with nothing in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.browser import Live, serve_empty


@pytest.fixture
def live(sqlite_template: Path, tmp_path: Path) -> Iterator[Live]:
    """The server of an empty database, in place of that with the tiny forum."""
    with serve_empty(sqlite_template, tmp_path) as live:
        yield live
