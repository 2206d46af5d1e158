"""A person's published agenda: the frozen entries of the last release and nothing live, except wishes not met."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Literal, cast

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.base.reading import read
from matchmaker.calendars.details import MeetingDetails, ProgrammeDetails
from matchmaker.models import EntryKind, Registration, Release, ReleaseEntry, ReleaseKind, row_id
from matchmaker.releases.queries.own_unmet import OwnUnmet, read_own_unmet
from matchmaker.releases.queries.published import last_release
from matchmaker.releases.queries.spots import Spot, spot_of, titles_of
from matchmaker.releases.rules.succession import change_kind

ChangeKind = Literal["new", "moved", "place", "people", "cancelled", "back"]
"""What happened to a line since the person last noted changes; `back` is a cancelled meeting that takes place."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A difference between the release whose changes the person noted last and the present one."""

    kind: ChangeKind
    uid: str
    entry_kind: EntryKind
    titles: dict[str, str]
    """What it is about: the other organisation, or the item's titles by language; read it with `title_of`."""
    before: Spot | None
    after: Spot | None

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line of the agenda; exactly one of `meeting` and `programme` is set."""

    entry: ReleaseEntry
    spot: Spot
    minutes: int
    meeting: MeetingDetails | None
    programme: ProgrammeDetails | None
    change: LineChange | None
    free_before: int
    """Minutes between the end of the line before on the same day and this one; 0 for the first."""

    @property
    def over(self) -> bool:
        return self.entry.ends_at <= clock.now()

    @property
    def cancelled(self) -> bool:
        return not self.entry.stands


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One day in one zone."""

    day: date
    zone: str
    lines: tuple[AgendaLine, ...]
    """In order of time, without the cancelled ones."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What has been published to one person."""

    registration_id: int
    number: int
    kind: ReleaseKind
    published_at: datetime
    seen: int
    """Number of the release that the person looked at last; 0 for never."""
    days: tuple[AgendaDay, ...]
    cancelled: tuple[AgendaLine, ...]
    """Cancelled lines still carried."""
    noted: int
    """Number of the release whose changes the person has noted."""
    changes: tuple[LineChange, ...]
    """Since `noted`; empty at the first visit."""
    unmet: tuple[OwnUnmet, ...]

    @property
    def lines(self) -> tuple[AgendaLine, ...]:
        return tuple(line for day in self.days for line in day.lines)

    @property
    def meetings(self) -> int:
        return sum(line.meeting is not None for line in self.lines)


def read_agenda(session: Session, registration_id: int, *, language: str) -> Agenda | None:
    """Return the person's agenda as last published; None while nothing is published.

    Entries are read from the last release only; `language` is for the sentences about unmet wishes.
    """
    registration = session.get(Registration, registration_id)
    release = last_release(session, registration.event_id) if registration else None
    if registration is None or release is None:
        return None
    entries = _entries(session, registration_id, release)
    changes = _changes(session, registration, release, entries)
    lines = _lines([entry for entry in entries if entry.stands], changes)
    return Agenda(
        registration_id=registration_id,
        number=release.number,
        kind=release.kind,
        published_at=release.published_at,
        seen=registration.seen_release,
        days=tuple(
            AgendaDay(day, zone, tuple(of_day))
            for (day, zone), of_day in groupby(lines, key=lambda line: (line.entry.day, line.entry.zone))
        ),
        cancelled=tuple(_lines([entry for entry in entries if not entry.stands], changes)),
        noted=registration.noted_release,
        changes=tuple(changes.values()),
        unmet=read_own_unmet(session, registration, release, language),
    )


def _entries(session: Session, registration_id: int, release: Release) -> tuple[ReleaseEntry, ...]:
    asked = {"release_id": release.id, "registration_id": registration_id}
    return tuple(read(session, _entries_of(), asked))


@cache
def _entries_of() -> SelectOfScalar[ReleaseEntry]:
    return (
        select(ReleaseEntry)
        .where(
            col(ReleaseEntry.release_id) == bindparam("release_id"),
            col(ReleaseEntry.registration_id) == bindparam("registration_id"),
        )
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.id))
    )


def _changes(
    session: Session, registration: Registration, release: Release, entries: tuple[ReleaseEntry, ...]
) -> dict[str, LineChange]:
    """Return what differs from the release that the person has noted, by uid; nothing at a first visit."""
    if not 0 < registration.noted_release < release.number:
        return {}
    noted = session.exec(
        select(Release).where(
            col(Release.event_id) == registration.event_id, col(Release.number) == registration.noted_release
        )
    ).one()
    before = {entry.uid: entry for entry in _entries(session, row_id(registration), noted)}
    after = {entry.uid: entry for entry in entries}
    found = {}
    for uid in [*after, *(uid for uid in before if uid not in after)]:
        old, new = before.get(uid), after.get(uid)
        kind = change_kind(old, new, known=old is not None)
        shown = new or old
        if kind is not None and shown is not None:
            found[uid] = LineChange(
                kind=kind,
                uid=uid,
                entry_kind=shown.kind,
                titles=titles_of(shown),
                before=spot_of(old) if old and old.stands else None,
                after=spot_of(new) if new and new.stands else None,
            )
    return found


def _lines(entries: list[ReleaseEntry], changes: dict[str, LineChange]) -> list[AgendaLine]:
    lines: list[AgendaLine] = []
    busy_until: datetime | None = None
    for entry in entries:
        same_day = bool(lines) and lines[-1].entry.day == entry.day
        free = entry.starts_at - busy_until if busy_until and same_day else timedelta()
        busy_until = max(busy_until, entry.ends_at) if busy_until else entry.ends_at
        meeting = entry.kind is EntryKind.MEETING
        lines.append(
            AgendaLine(
                entry=entry,
                spot=spot_of(entry),
                minutes=(entry.ends_at - entry.starts_at) // timedelta(minutes=1),
                meeting=cast("MeetingDetails", entry.details) if meeting else None,
                programme=None if meeting else cast("ProgrammeDetails", entry.details),
                change=changes.get(entry.uid),
                free_before=max(free // timedelta(minutes=1), 0),
            )
        )
    return lines
