"""A published forum of thousands, written straight into tables: what feeds read, and nothing else."""

import copy
from datetime import timedelta

from sqlalchemy import insert
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import (
    CalendarChoice,
    Delegation,
    EntryKind,
    EntryState,
    Organisation,
    Person,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    Role,
)
from tests.builders import factories
from tests.builders.calendars import meeting_details, programme_details
from tests.builders.published import publish

MEETINGS = 8
PEOPLE_OF_ONE = 2
"""Registrations of each delegation."""


def make_forum(session: Session, people: int) -> list[tuple[int, int]]:
    """Add a forum of `people`, each with eight meetings, one of them cancelled, and lunch; return (id, epoch) of each.

    The rows have the size of real ones; who meets whom is not made up to fit.
    """
    event = factories.make_event(session)
    category = factories.make_category(session, event)
    release, now = publish(session, event.id), clock.now()
    delegations = range(1, people // PEOPLE_OF_ONE + 1)
    bulk = session.connection().execute
    bulk(
        insert(Organisation),
        [{"id": n, "name": f"Organisation {n}", "name_key": f"o{n}", "search_text": ""} for n in delegations],
    )
    bulk(
        insert(Delegation),
        [{"id": n, "event_id": event.id, "organisation_id": n, "category_id": category.id} for n in delegations],
    )
    numbers = range(1, people + 1)
    persons = [
        {
            "id": n,
            "organisation_id": (n - 1) // PEOPLE_OF_ONE + 1,
            "first_name": "Ada",
            "last_name": f"Lambert {n}",
            "email": f"ada{n}@org.example",
            "email_key": f"ada{n}@org.example",
            "language": ("fr", "en")[n % 2],
            "languages": ["fr", "en"],
        }
        for n in numbers
    ]
    bulk(insert(Person), persons)
    registrations = [
        {
            "id": n,
            "event_id": event.id,
            "person_id": n,
            "delegation_id": (n - 1) // PEOPLE_OF_ONE + 1,
            "role": Role.DELEGATE,
            "calendar": CalendarChoice.FEED,
        }
        for n in numbers
    ]
    bulk(insert(Registration), registrations)
    for n in numbers:
        bulk(insert(ReleaseEntry), [_line(event, release, n, place, now) for place in range(MEETINGS + 1)])
    session.commit()
    return [(n, 1) for n in numbers]


def _line(event, release, number: int, place: int, now) -> dict:
    lunch, cancelled = place == MEETINGS, place == 0
    starts = (clock.instant(factories.DAY, factories.time(9), factories.ZONE) + timedelta(minutes=30 * place)).replace()
    wall = clock.local(starts, factories.ZONE)
    ends = wall + timedelta(minutes=25)
    texts = {"event": {"name": event.name, "slug": event.slug, "contact_name": "Desk", "contact_email": "d@c.example"}}
    return {
        "release_id": release.id,
        "registration_id": number,
        "kind": EntryKind.PROGRAMME if lunch else EntryKind.MEETING,
        "state": EntryState.CANCELLED if cancelled else EntryState.CONFIRMED,
        "uid": "p-01J0000000000000000000LUNC" if lunch else f"m-01J{number:015d}{place:08d}",
        "sequence": 1 if cancelled else 0,
        "changed_at": now,
        "created_at": now,
        "cancelled_at": now if cancelled else None,
        "day": wall.date(),
        "starts": wall.time(),
        "ends": ends.time(),
        "zone": factories.ZONE,
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=25),
        "details": copy.deepcopy((programme_details if lunch else meeting_details)(**texts)),
    }


KIND = ReleaseKind.FINAL
