"""The command line on an empty, migrated SQLite database of its own."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result

from matchmaker.base.config import get_config
from matchmaker.cli import main
from tests.builders.paths import TINY

Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Call `run("solve", "--event", ...)` as one types it."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    get_config.cache_clear()

    def call(*arguments: object, input: str | None = None) -> Result:  # noqa: A002 -- click's name
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)

    yield call
    get_config.cache_clear()


@pytest.fixture
def tiny(run: Run) -> str:
    """The short name of the tiny forum, loaded."""
    assert run("import", "--folder", TINY).exit_code == 0
    return "tiny-huy"
