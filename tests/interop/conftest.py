"""The kit of independent calendar readers, found beside the repository; and a published forum to read."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from matchmaker.base.db import get_engine
from tests.builders.aids import missing_kit
from tests.builders.paths import CALENDAR_READERS

Verdict = dict[str, dict[str, str]]


@pytest.fixture(scope="session")
def readers() -> Callable[..., Verdict]:
    """Run the kit over files: what each reader says of each file, in words where it is not content."""
    kit = CALENDAR_READERS
    script = kit / "run_oracles.py"
    if not script.is_file():
        missing_kit("no calendar readers: set ICS_ORACLES, or put the kit at ../shared/ics_oracles")

    def run(*files: Path, options: tuple[str, ...] = ("--skip", "thunderbird")) -> Verdict:
        command = [sys.executable, str(script), "--strict", "--json", *options, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        reports = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(reports) == len(files), done.stderr
        return {
            Path(report["file"]).name: {name: f"{verdict}: {why}" for name, (verdict, why) in report["report"].items()}
            for report in reports
        }

    return run


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    with Session(get_engine(sqlite_url), expire_on_commit=False) as session:
        yield session
