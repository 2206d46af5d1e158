"""All readers of the kit read the calendars of an organisation, of the organisers and of a table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlmodel import Session, select

from matchmaker.imports.folder import load_folder
from matchmaker.models import Delegation, Place, Registration, ReleaseKind
from matchmaker.services import feeds
from matchmaker.services.publishing import publish
from matchmaker.services.solving import make_baseline
from tests.interop.test_calendar_readers import FORUM, busiest, content, session

__all__ = ["session"]
pytestmark = [pytest.mark.interop, pytest.mark.xdist_group("interop")]


def test_all_readers_accept_calendars_of_several_people(session: Session, tmp_path: Path, readers: Callable) -> None:
    event = load_folder(session, FORUM)
    baseline = make_baseline(session, event)
    publish(session, event, baseline, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    someone: Registration = busiest(session, event.id or 0, "fr")
    table = session.exec(select(Place).where(Place.event_id == event.id, Place.code == "1")).first()
    table = table or session.exec(select(Place).where(Place.event_id == event.id)).first()
    owners = {"event": event, "delegation": session.get_one(Delegation, someone.delegation_id), "table": table}
    files = []
    for name, owner in owners.items():
        path = tmp_path / f"{name}.ics"
        path.write_bytes(feeds.feed(session, owner))
        assert len(Calendar.from_ical(path.read_bytes()).events) >= 3, name
        files.append(path)

    assert content(readers(*files))
