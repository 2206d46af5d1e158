"""Who is late for a meeting, as the people on its other side read it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.base.reading import read
from matchmaker.calendars.along import along_of
from matchmaker.calendars.details import PersonDetails
from matchmaker.models import Alert, AlertKind, AlertState, EntryKind, Registration, ReleaseEntry
from matchmaker.releases.queries.published import standing_appointments


@dataclass(frozen=True, slots=True)
class Lateness:
    """Somebody on the other side of a meeting is late for it."""

    alert: Alert
    entry: ReleaseEntry
    """The reader's own line."""
    name: str

    @property
    def minutes(self) -> int:
        """By how much, where they do not say from when on they are there."""
        return self.alert.minutes or 0

    @property
    def there_from(self) -> time | None:
        """From when on they are there, by the clocks of the meeting; none where they say by how many minutes."""
        return None if self.alert.moment is None else clock.local(self.alert.moment, self.entry.zone).time()


def read_lateness(session: Session, registration: Registration) -> dict[str, tuple[Lateness, ...]]:
    """Return who on the other side is late for the reader's meetings that are not over, by the uid of the line."""
    return lateness_for(session, registration.event_id, standing_appointments(session, registration))


def lateness_for(session: Session, event_id: int, entries: Iterable[ReleaseEntry]) -> dict[str, tuple[Lateness, ...]]:
    """Return `read_lateness` of a person whose lines that stand have been read."""
    now = clock.now()
    meetings = [entry for entry in entries if entry.kind is EntryKind.MEETING and entry.ends_at > now]
    waited_for = {person["registration_id"]: person["name"] for entry in meetings for person in _others(entry)}
    if not waited_for:
        return {}
    asked = {"event_id": event_id, "registration_ids": sorted(waited_for)}
    alerts = read(session, _alerts(), asked)
    found: defaultdict[str, list[Lateness]] = defaultdict(list)
    for entry in meetings:
        people = {person["registration_id"] for person in _others(entry)}
        for alert in alerts:
            if alert.registration_id in people and is_late_for(alert, entry):
                found[entry.uid].append(Lateness(alert, entry, waited_for[alert.registration_id]))
    return {uid: tuple(late) for uid, late in found.items()}


def _others(entry: ReleaseEntry) -> list[PersonDetails]:
    """Return those for whom a reader may wait: the other side, and who comes along."""
    return [*entry.details["other"]["people"], *along_of(entry.details)]


@cache
def _alerts() -> SelectOfScalar[Alert]:
    """Return the statement of the delays that `:registration_ids` have reported at `:event_id`."""
    return (
        select(Alert)
        .where(
            col(Alert.event_id) == bindparam("event_id"),
            col(Alert.kind) == AlertKind.LATE,
            col(Alert.state).in_({AlertState.OPEN, AlertState.HANDLED}),
            col(Alert.registration_id).in_(bindparam("registration_ids", expanding=True)),
        )
        .order_by(col(Alert.id))
    )


def is_late_for(alert: Alert, entry: ReleaseEntry) -> bool:
    """Tell whether a report of a delay is about this meeting: by name, or because it begins before they are there."""
    moment: datetime | None = alert.moment
    if moment is None:
        return alert.uid == entry.uid and alert.created_at >= entry.changed_at
    return entry.starts_at < moment and entry.day == clock.local(moment, entry.zone).date()
