"""Programs that nobody here wrote read the calendars of a published forum, and agree on what they read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlmodel import Session

from matchmaker import feeds
from matchmaker.imports.commands.folder import load_folder
from matchmaker.models import ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.calendars import DAY, calendar, entry
from tests.builders.paths import NAMUR
from tests.builders.readers import LIGHT, busiest, content

pytestmark = pytest.mark.interop


@pytest.fixture
def files(session: Session, tmp_path: Path) -> list[Path]:
    """Feed and download of three participants of the sample forum, as published."""
    event = load_folder(session, NAMUR)
    publish_scenario(
        session,
        event,
        make_baseline(session, event),
        kind=ReleaseKind.FINAL,
        staff_id=None,
        expected_release=0,
    )
    written = []
    for language in ("fr", "en", "nl"):
        registration = busiest(session, event.id or 0, language)
        for form, data in (("feed", feeds.write_feed), ("download", feeds.write_download)):
            path = tmp_path / f"{form}_{language}.ics"
            path.write_bytes(data(session, registration))
            assert len(Calendar.from_ical(path.read_bytes()).events) >= 3
            written.append(path)
    return written


def test_all_readers_accept_the_calendars_of_three_participants(files: list[Path], readers: Callable) -> None:
    assert content(readers(*files))


def test_all_readers_agree_on_instants_around_the_year_in_zones_with_and_without_rules(
    tmp_path: Path, readers: Callable
) -> None:
    days = [DAY.replace(month=month, day=20) for month in (1, 3, 4, 7, 10, 11)]
    files = []
    for zone in ("America/New_York", "Africa/Cairo", "Asia/Tokyo"):
        path = tmp_path / f"{zone.replace('/', '_')}.ics"
        path.write_bytes(calendar(*(entry(f"m-{day:%m}", day=day, zone=zone) for day in days)))
        files.append(path)

    assert content(readers(*files))


@pytest.mark.slow
def test_thunderbird_reads_the_same(files: list[Path], readers: Callable) -> None:
    assert content(readers(*files, options=()), readers=LIGHT + 1)
