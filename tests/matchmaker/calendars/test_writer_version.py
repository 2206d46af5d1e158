"""The digest of a source changes with the code that writes calendars, and not because a file has another name."""

from pathlib import Path

import pytest

from matchmaker.feeds import version


def test_everything_that_writes_a_calendar_counts() -> None:
    names = set(version.modules(version.WRITER))
    assert {
        version.WRITER,
        "matchmaker.feeds.source",
        "matchmaker.feeds.words",
        "matchmaker.calendars.build",
        "matchmaker.calendars.texts",
        "matchmaker.calendars.zones",
        "matchmaker.base.i18n",
        "matchmaker.models.publishing",
    } <= names
    beyond = ("matchmaker.mail", "matchmaker.scheduling", "solver", "web")
    assert {name for name in names if name.startswith(beyond)} == {"matchmaker.scheduling.planning.current"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package `small` whose module `writer` imports `words`, and does not import `other`."""
    folder = tmp_path / "small"
    folder.mkdir()
    for name, code in {
        "__init__": '"""Small."""\n',
        "writer": '"""Writes."""\n\nfrom small.words import HELLO\n\n\ndef write() -> str:\n    return HELLO\n',
        "words": 'HELLO = "hello"\n',
        "other": "UNUSED = 1\n",
    }.items():
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    return folder


def digests(package: Path) -> list[str]:
    return version.code_digests(version.modules("small.writer", package).values())


def test_what_is_imported_counts_and_nothing_else(package: Path) -> None:
    before = digests(package)
    (package / "other.py").write_text("UNUSED = 2\n", encoding="utf-8")
    assert digests(package) == before
    (package / "words.py").write_text('HELLO = "good morning"\n', encoding="utf-8")
    assert digests(package) != before


def test_moving_or_reformatting_a_module_changes_nothing(package: Path) -> None:
    before = digests(package)
    (package / "words.py").rename(package / "phrases.py")
    writer = package / "writer.py"
    moved = writer.read_text(encoding="utf-8").replace("small.words", "small.phrases")
    writer.write_text(moved + "\n# written\n", encoding="utf-8")
    assert digests(package) == before
