"""All readers of the kit read the calendars of an organisation, of the organisers and of a table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlmodel import Session, select

from matchmaker import feeds
from matchmaker.imports.commands.folder import load_folder
from matchmaker.models import Delegation, EntryKind, Place, Registration, ReleaseEntry, ReleaseKind
from matchmaker.people.queries.access import role_at
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.factories import make_staff
from tests.builders.paths import TINY
from tests.builders.readers import busiest, content

pytestmark = pytest.mark.interop


def test_all_readers_accept_calendars_of_several_people(session: Session, tmp_path: Path, readers: Callable) -> None:
    # one of the readers takes seconds for each hundred entries, and the organisers' calendar has all of them
    event = load_folder(session, TINY)
    baseline = make_baseline(session, event)
    publish_scenario(session, event, baseline, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    someone: Registration = busiest(session, event.id or 0, "fr")
    busy = session.exec(select(ReleaseEntry).where(ReleaseEntry.kind == EntryKind.MEETING)).first()
    assert busy is not None
    table = session.exec(select(Place).where(Place.code == busy.details["place"]["code"])).one()
    organiser = role_at(session, event.id or 0, make_staff(session, event).id or 0)
    owners = {"event": organiser, "delegation": session.get_one(Delegation, someone.delegation_id), "table": table}
    files = []
    for name, owner in owners.items():
        path = tmp_path / f"{name}.ics"
        path.write_bytes(feeds.write_feed(session, owner))
        assert len(Calendar.from_ical(path.read_bytes()).events) >= 1, name
        files.append(path)

    assert content(readers(*files))
