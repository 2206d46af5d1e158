"""Rows of a published agenda, for tests that read them back through a feed."""

from datetime import time

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import (
    EntryKind,
    EntryState,
    Event,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Scenario,
    ScenarioKind,
)
from tests.builders import factories
from tests.builders.calendars import PUBLISHED, meeting_details


def make_registration(session: Session, **person) -> Registration:
    event = factories.make_event(session)
    delegation = factories.make_delegation(session, event, factories.make_category(session, event))
    organisation = factories.make_organisation(session)
    return factories.make_registration(session, delegation, factories.make_person(session, organisation, **person))


def publish(session: Session, event_id: int, number: int = 1, kind: ReleaseKind = ReleaseKind.FINAL) -> Release:
    scenario = Scenario(event_id=event_id, kind=ScenarioKind.SOLVED, name="A", status="optimal")
    session.add(scenario)
    session.flush()
    release = Release(event_id=event_id, number=number, kind=kind, scenario_id=scenario.id)
    session.add(release)
    session.flush()
    return release


def add_entry(session: Session, release: Release, registration: Registration, uid: str = "m-1", **values) -> None:
    event = session.get_one(Event, registration.event_id)
    defaults = {
        "kind": EntryKind.MEETING,
        "state": EntryState.CONFIRMED,
        "changed_at": PUBLISHED,
        "created_at": PUBLISHED,
        "day": factories.DAY,
        "starts": time(9, 30),
        "ends": time(9, 55),
        "zone": factories.ZONE,
        "starts_at": clock.instant(factories.DAY, time(9, 30), factories.ZONE),
        "ends_at": clock.instant(factories.DAY, time(9, 55), factories.ZONE),
        "details": meeting_details(
            event={"name": event.name, "slug": event.slug, "contact_name": "", "contact_email": ""}
        ),
    }
    session.add(ReleaseEntry(release_id=release.id, registration_id=registration.id, uid=uid, **defaults | values))
    session.flush()
