"""Published agenda lines to build calendars and mails from."""

from datetime import UTC, date, datetime, time

from matchmaker.calendars.build import agenda_calendar
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.event import Publisher
from matchmaker.models import EntryKind, EntryState, ReleaseEntry

PUBLISHER = Publisher(domain="rdv.example", base_url="https://rdv.example", email="rdv@rdv.example")
DAY = date(2027, 3, 11)
PUBLISHED = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
EVENT = {
    "name": "Forum Mobile & IP",
    "slug": "forum",
    "contact_name": "Élise Warnant",
    "contact_email": "elise@cluster.example",
}
VENUE = {
    "name": "Palais des Congrès",
    "address": "Place d'Armes 1",
    "city": "Namur",
    "latitude": 50.46371234,
    "longitude": 4.8669,
}


def person(name: str, job_title: str = "", languages: tuple[str, ...] = ()) -> dict:
    return {"registration_id": 1, "name": name, "job_title": job_title, "languages": list(languages)}


def meeting_details(**values) -> dict:
    """A meeting of Numalis with Wallosoft that Numalis asked for and Wallosoft agreed to."""
    return {
        "event": EVENT,
        "venue": VENUE,
        "place": {"code": "12", "kind": "table", "label": "Hall A"},
        "own": {"delegation_id": 1, "organisation": "Numalis", "people": [person("Zoé Lambert", "CEO", ("fr",))]},
        "other": {
            "delegation_id": 2,
            "organisation": "Wallosoft",
            "people": [person("Pierre Ôté", "CTO", ("fr", "nl"))],
        },
        "why": {
            "mine": {"rank": 2, "strength": "must"},
            "theirs": None,
            "my_answer": None,
            "their_answer": "yes",
        },
    } | values


def programme_details(**values) -> dict:
    return {
        "event": EVENT,
        "venue": VENUE,
        "item_kind": "meal",
        "titles": {"fr": "Déjeuner", "en": "Lunch"},
        "room": "Foyer",
    } | values


def entry(
    uid: str = "m-01J0000000000000000000000A",
    *,
    starts: time = time(9, 30),
    ends: time = time(9, 55),
    details: dict | None = None,
    **values,
) -> Entry:
    defaults = {
        "kind": EntryKind.MEETING,
        "state": EntryState.CONFIRMED,
        "sequence": 0,
        "changed_at": PUBLISHED,
        "created_at": PUBLISHED,
        "day": DAY,
        "zone": "Europe/Brussels",
    }
    return Entry.of(
        ReleaseEntry(uid=uid, starts=starts, ends=ends, details=details or meeting_details(), **defaults | values)
    )


def cancelled_entry(**values) -> Entry:
    return entry(
        "m-01J0000000000000000000000C",
        starts=time(14, 0),
        ends=time(14, 25),
        state=EntryState.CANCELLED,
        cancelled_at=PUBLISHED,
        sequence=3,
        **values,
    )


def lunch() -> Entry:
    return entry(
        "p-01J0000000000000000000000B",
        starts=time(12, 30),
        ends=time(13, 30),
        kind=EntryKind.PROGRAMME,
        details=programme_details(),
    )


def presentation() -> Entry:
    return entry(
        "p-01J0000000000000000000000D",
        starts=time(11, 20),
        ends=time(11, 40),
        kind=EntryKind.PRESENTATION,
        details=programme_details(
            item_kind="presentation", titles={"fr": "Breveter sans se ruiner"}, room="Auditorium"
        ),
    )


def calendar(*entries: Entry, **values) -> bytes:
    """The feed of one person in English."""
    defaults = {
        "publisher": PUBLISHER,
        "language": "en",
        "name": EVENT["name"],
        "uid": "agenda-7",
        "zone": "Europe/Brussels",
        "year": 2027,
        "provisional": False,
        "form": "feed",
    }
    return agenda_calendar(entries, **defaults | values)
