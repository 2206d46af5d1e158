"""Programs that nobody here wrote read our contact cards: ical.js, vcard4 and ez-vcard, which is strict."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from matchmaker.contacts import Version, write_cards
from tests.builders.contacts import EVERYBODY
from tests.builders.paths import CALENDAR_READERS

pytestmark = pytest.mark.interop
JARS = "/usr/share/java/*"


@pytest.fixture
def kit(readers: Callable) -> Path:
    """The folder of the kit, which `readers` has found."""
    return CALENDAR_READERS


def names(*command: str | Path) -> list[str]:
    """Run a reader and return what it says of each card; shows its complaint when it refuses."""
    home = os.environ.get("ICS_ORACLES_HOME") or str(Path.home() / ".cache" / "ics_oracles")
    environment = os.environ | {"ICS_ORACLES_HOME": home}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.parametrize("version", list(Version))
def test_readers_accept_all_cards(tmp_path: Path, kit: Path, version: Version) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(write_cards(EVERYBODY, "fr", version))
    readers = [
        ("node", kit / "oracle_vcard.mjs", "icaljs", path),
        ("java", "-cp", JARS, kit / "EzVcardOracle.java", path),
    ]
    if version is Version.V4:
        readers.append(("node", kit / "oracle_vcard.mjs", "vcard4", path))

    for command in readers:
        said = names(*command)
        assert len(said) == len(EVERYBODY), command
        assert "Pierre Ôté" in said[0]
        assert "Zoé" in said[1]
