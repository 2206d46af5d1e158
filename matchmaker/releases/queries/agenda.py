"""A person's published agenda: the frozen entries of the last release and nothing live, except wishes not met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import cast

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.base.reading import read
from matchmaker.calendars.details import MeetingDetails, ProgrammeDetails
from matchmaker.models import EntryKind, Registration, Release, ReleaseEntry, ReleaseKind, row_id
from matchmaker.releases.queries.agenda_lines import AgendaDay, AgendaLine, LineChange, turned_between
from matchmaker.releases.queries.own_unmet import OwnUnmet, read_own_unmet
from matchmaker.releases.queries.published import last_release, stands_in
from matchmaker.releases.queries.spots import spot_of, titles_of
from matchmaker.releases.rules.succession import change_kind


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
        return sum(day.meetings for day in self.days)

    @property
    def is_mission(self) -> bool:
        """Whether it leads through cities."""
        return any(day.cities for day in self.days)


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
    unmet = read_own_unmet(session, registration, release, language)
    return _agenda(registration, release, entries, changes, unmet)


def read_standing_agendas(
    session: Session, release: Release, registrations: Sequence[Registration]
) -> dict[int, Agenda]:
    """Return what stands in a release for some people, by registration; one query, whatever their number.

    Without what was cancelled, what has changed, and wishes that are not met.
    """
    of: dict[int, list[ReleaseEntry]] = {row_id(one): [] for one in registrations}
    statement = select(ReleaseEntry).where(stands_in(release), col(ReleaseEntry.registration_id).in_(of))
    for entry in session.exec(statement.order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.id))):
        of[entry.registration_id].append(entry)
    return {row_id(one): _agenda(one, release, of[row_id(one)], {}, ()) for one in registrations}


def _agenda(
    registration: Registration,
    release: Release,
    entries: Sequence[ReleaseEntry],
    changes: dict[str, LineChange],
    unmet: tuple[OwnUnmet, ...],
) -> Agenda:
    lines = _lines([entry for entry in entries if entry.stands], changes)
    return Agenda(
        registration_id=row_id(registration),
        number=release.number,
        kind=release.kind,
        published_at=release.published_at,
        seen=registration.seen_release,
        days=tuple(_days(lines)),
        cancelled=tuple(_lines([entry for entry in entries if not entry.stands], changes)),
        noted=registration.noted_release,
        changes=tuple(changes.values()),
        unmet=unmet,
    )


def _days(lines: list[AgendaLine]) -> Iterator[AgendaDay]:
    last: AgendaLine | None = None
    for day, of_day in groupby(lines, key=lambda line: line.entry.day):
        found = tuple(of_day)
        yield AgendaDay(day, found, turned=0 if last is None else turned_between(last, found[0]))
        last = max(found, key=lambda line: line.entry.ends_at)


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
    last: ReleaseEntry | None = None
    for entry in entries:
        meeting = entry.kind is EntryKind.MEETING
        line = AgendaLine(
            entry=entry,
            spot=spot_of(entry),
            minutes=(entry.ends_at - entry.starts_at) // timedelta(minutes=1),
            meeting=cast("MeetingDetails", entry.details) if meeting else None,
            programme=None if meeting else cast("ProgrammeDetails", entry.details),
            change=changes.get(entry.uid),
            free_before=0,
            free_from=entry.starts,
        )
        lines.append(line if last is None or last.day != entry.day else _after(last, line))
        if last is None or last.ends_at <= entry.ends_at:
            last = entry
    return lines


def _after(last: ReleaseEntry, line: AgendaLine) -> AgendaLine:
    """Return a line with the time that is free between the one before and it."""
    free = (line.entry.starts_at - last.ends_at) // timedelta(minutes=1)
    way = line.way["minutes"] if line.way else 0
    zone = last.details.get("arrival", {}).get("zone", last.zone)
    return replace(line, free_before=max(free - way - line.early, 0), free_from=clock.local(last.ends_at, zone).time())
