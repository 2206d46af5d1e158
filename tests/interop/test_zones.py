"""Readers that go by our VTIMEZONE read every instant right, around each change of the clock of each zone.

Three independent ones do: libical (Evolution, KDE), ical.js (Thunderbird, Nextcloud) and vobject (Radicale). Expected
are the instants of the pinned `tzdata`, by way of `zoneinfo`.
"""

import json
import subprocess
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from matchmaker.calendars.entry import Entry
from tests.builders.calendars import calendar, entry
from tests.builders.paths import CALENDAR_READERS

pytestmark = pytest.mark.interop
READERS = ("libical", "ical.js", "vobject")
FIRST, YEARS = 2027, 3
AWKWARD = [
    "Africa/Cairo",
    "Asia/Jerusalem",
    "America/Santiago",
    "Asia/Gaza",
    "America/Nuuk",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Atlantic/Azores",
    "America/Halifax",
    "America/Montreal",
    "Europe/Dublin",
    "Europe/Lisbon",
]
NOT_A_PLACE = {"Factory", "localtime", "posixrules"}
ZONES_OF_ONE_FILE = 40


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the instants at which the zone's clocks change, to the minute."""
    moment, step = datetime(FIRST, 1, 1, tzinfo=UTC), timedelta(hours=6)
    while moment.year < FIRST + YEARS:
        low, high = moment, moment + step
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            yield high
        moment += step


def meetings(name: str) -> Iterator[Entry]:
    """Yield meetings in the middle of each winter and summer, and hours and a day before and after each change."""
    zone = ZoneInfo(name)
    around = [timedelta(days=-1), timedelta(hours=-3), timedelta(minutes=-50), timedelta(hours=3), timedelta(days=1)]
    seasons = [datetime(FIRST + year, month, 15, 12, tzinfo=UTC) for year in range(YEARS) for month in (1, 7)]
    moments = seasons + [change + distance for change in changes(zone) for distance in around]
    for number, moment in enumerate(moments):
        wall = moment.astimezone(zone).replace(second=0, microsecond=0)
        ends = (moment + timedelta(minutes=25)).astimezone(zone).replace(second=0, microsecond=0)
        if any(twice_or_never(one) for one in (wall, ends)) or ends <= wall:
            continue
        uid = f"m-{name}-{number}"
        yield entry(uid, day=wall.date(), starts=wall.time(), ends=ends.time(), zone=name)


def twice_or_never(wall: datetime) -> bool:
    """Tell whether clocks show this twice or skip it: no meeting is put there, as nobody would know when it is."""
    plain = wall.replace(fold=0)
    return plain.utcoffset() != plain.replace(fold=1).utcoffset()


@pytest.fixture(scope="session")
def read(readers: Callable) -> Callable[[Path], dict[str, dict[str, tuple[str, str]]]]:
    """`read(path)` gives what each reader took for the beginning and the end of each event."""
    kit = CALENDAR_READERS

    def run(path: Path) -> dict[str, dict[str, tuple[str, str]]]:
        command = [sys.executable, str(kit / "run_oracles.py"), "--strict", "--json", "--only", ",".join(READERS)]
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        report = json.loads(done.stdout)
        assert {name: report["report"][name][0] for name in READERS} == dict.fromkeys(READERS, "PASS"), report["report"]
        return {
            name: {event["uid"]: (event["start"], event["end"]) for event in report["read"][name]["events"]}
            for name in READERS
        }

    return run


def check(zones: list[str], path: Path, read: Callable) -> int:
    """Write the zones' meetings into one file and compare what is read; return how many there were."""
    entries = [one for zone in zones for one in meetings(zone)]
    path.write_bytes(calendar(*entries))

    def utc(moment: datetime) -> str:
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    expected = {f"{one.uid}@rdv.example": (utc(one.starts), utc(one.ends)) for one in entries}
    for name, found in read(path).items():
        wrong = {uid: (found.get(uid), right) for uid, right in expected.items() if found.get(uid) != right}
        assert wrong == {}, name
    return len(entries)


def test_awkward_zones_are_read_right(tmp_path: Path, read: Callable) -> None:
    assert check(AWKWARD, tmp_path / "awkward.ics", read) > 300


@pytest.mark.slow
def test_all_zones_are_read_right(tmp_path: Path, read: Callable) -> None:
    zones = sorted(zoneinfo.available_timezones() - NOT_A_PLACE)
    assert len(zones) > 590

    for first in range(0, len(zones), ZONES_OF_ONE_FILE):
        check(zones[first : first + ZONES_OF_ONE_FILE], tmp_path / f"zones-{first}.ics", read)
