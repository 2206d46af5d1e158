"""Releases by hand: lines of one person's agenda, frozen as publishing freezes them."""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import (
    EntryKind,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Scenario,
    ScenarioKind,
)
from tests.builders.factories import DAY, ZONE
from tests.builders.wishes import Forum

VENUE = {"name": "Palais", "address": "Rue Haute 1", "city": "Namur", "latitude": None, "longitude": None}
WHY = {"mine": {"rank": 1, "strength": "must"}, "theirs": None, "my_answer": None, "their_answer": "yes"}


def meeting(session: Session, forum: Forum, number: int, starts: time, *, place: str = "T4", **why) -> dict:
    """A meeting of Ada with the delegate of other number `number`."""
    there = forum.people[number - 1]
    person = session.get_one(Person, there.person_id)
    organisation = session.get_one(Organisation, forum.others[number - 1].organisation_id)
    return {
        "uid": f"m-{number}",
        "kind": EntryKind.MEETING,
        "starts": starts,
        "details": {
            "event": {},
            "venue": VENUE,
            "place": {"code": place, "kind": "table", "label": "By the window"},
            "own": {"delegation_id": forum.ours.id, "organisation": "Nivelyo", "people": [_person(forum.ada, "Ada")]},
            "other": {
                "delegation_id": there.delegation_id,
                "organisation": organisation.name,
                "people": [_person(there, person.name)],
            },
            "why": WHY | why,
        },
    }


def presentation(starts: time) -> dict:
    return {
        "uid": "p-1",
        "kind": EntryKind.PRESENTATION,
        "starts": starts,
        "details": {
            "event": {},
            "venue": VENUE,
            "item_kind": "presentation",
            "titles": {"en": "Signing without paper"},
            "room": "Room 2",
            "quiet_minutes": 20,
        },
    }


def release(
    session: Session, registration: Registration, number: int, kind: ReleaseKind, lines: list[dict], **values
) -> Release:
    """Publish `lines` to one person."""
    at = datetime(2027, 3, 1, tzinfo=clock.zone(ZONE)) + timedelta(days=number)
    scenario = Scenario(event_id=registration.event_id, kind=ScenarioKind.SOLVED, name="One", status="optimal")
    session.add(scenario)
    session.flush()
    row = Release(
        event_id=registration.event_id, number=number, kind=kind, scenario_id=scenario.id, published_at=at, **values
    )
    session.add(row)
    session.flush()
    for line in lines:
        ends = (datetime.combine(DAY, line["starts"]) + timedelta(minutes=25)).time()
        session.add(
            ReleaseEntry(
                release_id=row.id,
                registration_id=registration.id,
                day=DAY,
                ends=ends,
                zone=ZONE,
                starts_at=clock.instant(DAY, line["starts"], ZONE),
                ends_at=clock.instant(DAY, ends, ZONE),
                **{"changed_at": at, "created_at": at} | line,
            )
        )
    session.flush()
    return row


def _person(registration: Registration, name: str) -> dict:
    return {"registration_id": registration.id, "name": name, "job_title": "", "languages": ["fr"]}
