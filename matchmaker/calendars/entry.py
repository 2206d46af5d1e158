"""One line of a person's published agenda as an immutable value, for calendars and mails."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from matchmaker.base import clock
from matchmaker.models import EntryKind, EntryState


class PublishedLine(Protocol):
    """What `Entry.of` reads: a `ReleaseEntry` row or anything shaped like one."""

    kind: EntryKind
    state: EntryState
    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    cancelled_at: datetime | None
    day: date
    starts: time
    ends: time
    zone: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A meeting, presentation or programme item of one person, with the texts frozen by the release."""

    uid: str
    sequence: int
    kind: EntryKind
    cancelled: bool
    created_at: datetime
    changed_at: datetime
    cancelled_at: datetime | None
    starts: datetime
    """Wall time in the venue's zone (aware)."""
    ends: datetime
    """Likewise; of a transfer, in the zone of the city where it ends."""
    zone: str
    """Of the beginning."""
    details: Mapping[str, Any]
    """`matchmaker.calendars.details.MeetingDetails` for a meeting, else `ProgrammeDetails`."""

    @property
    def end_zone(self) -> str:
        """The zone of the end."""
        arrival: Mapping[str, str] = self.details.get("arrival", {})
        return arrival.get("zone", self.zone)

    @classmethod
    def of(cls, line: PublishedLine) -> "Entry":
        """Return the entry of a published line; what ends before it starts ends on the next day."""
        zone = clock.zone(line.zone)
        starts = datetime.combine(line.day, line.starts, tzinfo=zone)
        ends_on = line.day if line.ends > line.starts else line.day + timedelta(days=1)
        entry = cls(
            uid=line.uid,
            sequence=line.sequence,
            kind=line.kind,
            cancelled=line.state is EntryState.CANCELLED,
            created_at=line.created_at,
            changed_at=line.changed_at,
            cancelled_at=line.cancelled_at,
            starts=starts,
            ends=datetime.combine(ends_on, line.ends, tzinfo=zone),
            zone=line.zone,
            details=line.details,
        )
        if entry.end_zone == entry.zone:
            return entry
        return replace(entry, ends=entry.ends.astimezone(clock.zone(entry.end_zone)))
