"""A mission over three zones, on the night in which the clocks change: readers, paper and pages say the same."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session

from matchmaker import feeds
from matchmaker.models import ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.forum import Forum, make_forum
from tests.builders.mission import make_night_of_the_clocks
from tests.builders.paths import CALENDAR_READERS
from tests.builders.readers import LIGHT

pytestmark = pytest.mark.interop

READ = [
    ("2027-03-27T17:00:00Z", "2027-03-27T17:25:00Z"),
    ("2027-03-27T23:30:00Z", "2027-03-28T01:10:00Z"),
    ("2027-03-28T07:00:00Z", "2027-03-28T07:25:00Z"),
    ("2027-03-28T16:00:00Z", "2027-03-28T18:30:00Z"),
    ("2027-03-29T06:00:00Z", "2027-03-29T06:25:00Z"),
]


@pytest.fixture
def night(session: Session) -> Forum:
    forum = make_forum(session)
    scenario = make_night_of_the_clocks(forum)
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


def test_every_reader_reads_the_instants_of_the_night(night: Forum, tmp_path: Path, readers: Callable) -> None:
    path = tmp_path / "nivelyo.ics"
    path.write_bytes(feeds.write_feed(night.session, night.people["Nivelyo"]))

    command = [sys.executable, str(CALENDAR_READERS / "run_oracles.py"), "--strict", "--json", "--skip", "thunderbird"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    answer = json.loads(done.stdout)
    found = {
        name: sorted((one["start"], one["end"]) for one in said["events"]) for name, said in answer["read"].items()
    }

    assert answer["report"]["agreement"] == ["PASS", f"{LIGHT} readers"]
    assert {name: read == READ for name, read in found.items()} == dict.fromkeys(found, True)
    assert len(found) == LIGHT
