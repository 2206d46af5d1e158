"""The last release: its row, the lines that stand in it, and the traces of all releases before it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func
from sqlalchemy import select as select_many
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base.cache import kept
from matchmaker.base.reading import read
from matchmaker.calendars.along import comes_along
from matchmaker.models import (
    MEETING_UID,
    EntryKind,
    Event,
    Meeting,
    PairKey,
    Registration,
    Release,
    ReleaseEntry,
    row_id,
)
from matchmaker.releases.rules.succession import CopyKey, Past, SequenceKey, copy_of
from matchmaker.scheduling.planning.current import of_last_release


@kept
def last_release(session: Session, event_id: int) -> Release | None:
    """Return the event's last release, None before the first."""
    return next(iter(read(session, _last_release(), {"event_id": event_id})), None)


@cache
def _last_release() -> SelectOfScalar[Release]:
    return of_last_release(bindparam("event_id"))


KEPT = (_last_release,)
"""What is read for values that are kept: all columns of it are `WATCHED`."""


def stands_in(release: Release) -> ColumnElement[bool]:
    """Return the condition on a `ReleaseEntry` that it is a line of this release and takes place."""
    return and_(col(ReleaseEntry.release_id) == release.id, ReleaseEntry.stands)


def stands_now(event_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Return the condition on a `ReleaseEntry` that it is a line of the event's last release and takes place."""
    last = of_last_release(event_id).with_only_columns(col(Release.id)).scalar_subquery()
    return and_(col(ReleaseEntry.release_id) == last, ReleaseEntry.stands)


def standing_appointments(session: Session, registration: Registration) -> tuple[ReleaseEntry, ...]:
    """Return the meetings and presentations that stand in a person's agenda, by time; none before the first release."""
    return tuple(
        session.exec(
            select(ReleaseEntry)
            .where(
                stands_now(registration.event_id),
                col(ReleaseEntry.registration_id) == registration.id,
                col(ReleaseEntry.kind) != EntryKind.PROGRAMME,
            )
            .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.id))
        )
    )


def standing_entry(session: Session, registration_id: int, uid: str) -> ReleaseEntry | None:
    """Return a person's line of the last release; None if it is cancelled, gone, or was never there."""
    registration = session.get_one(Registration, registration_id)
    release = last_release(session, registration.event_id)
    if release is None:
        return None
    return session.exec(
        select(ReleaseEntry).where(
            stands_in(release), col(ReleaseEntry.registration_id) == registration_id, col(ReleaseEntry.uid) == uid
        )
    ).first()


def standing_pairs(session: Session, event_id: int, *, among: Collection[int] | None = None) -> frozenset[PairKey]:
    """Return the pairs whose meetings stand in the last release; of some delegations only, if they are named."""
    release = last_release(session, event_id)
    if release is None:
        return frozenset()
    statement = (
        select(col(Meeting.low_id), col(Meeting.high_id))
        .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
        .where(stands_in(release))
    )
    if among is not None:
        statement = statement.where(col(Meeting.low_id).in_(among), col(Meeting.high_id).in_(among))
    return frozenset(session.exec(statement).all())


def standing_meetings(session: Session, event_id: int) -> dict[PairKey, ReleaseEntry]:
    """Return one line of each meeting that stands in the last release, by its pair; none before the first."""
    release = last_release(session, event_id)
    if release is None:
        return {}
    lines = (
        select(Meeting, ReleaseEntry)
        .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
        .where(stands_in(release))
    )
    found: dict[PairKey, ReleaseEntry] = {}
    for meeting, entry in session.exec(lines.order_by(col(ReleaseEntry.id).desc())):
        if meeting.pair not in found or not comes_along(entry.details):  # from one of the two sides
            found[meeting.pair] = entry
    return found


def standing_starts(session: Session, event_id: int) -> dict[PairKey, tuple[date, time]]:
    """Return the day and wall time at which each meeting begins that stands in the last release. Columns, not rows."""
    release = last_release(session, event_id)
    if release is None:
        return {}
    columns = (Meeting.low_id, Meeting.high_id, ReleaseEntry.day, ReleaseEntry.starts)
    lines = session.execute(
        select_many(*map(col, columns))
        .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
        .where(stands_in(release))
        .order_by(col(ReleaseEntry.id).desc())
    )
    return {(low, high): (day, starts) for low, high, day, starts in lines}


StandingTime = tuple[PairKey, date, time, time, dict[str, Any]]
"""Pair, day, beginning and end on the wall, and the frozen texts of a meeting."""


def standing_times(session: Session, event_id: int) -> Iterator[StandingTime]:
    """Yield when each meeting is that stands in the last release; none before the first. Columns, not rows."""
    release = last_release(session, event_id)
    if release is None:
        return
    one_each = select(func.min(col(ReleaseEntry.id))).where(stands_in(release)).group_by(col(ReleaseEntry.meeting_id))
    columns = (Meeting.low_id, Meeting.high_id, ReleaseEntry.day, ReleaseEntry.starts, ReleaseEntry.ends)
    for low, high, *when in session.execute(
        select_many(*map(col, columns), col(ReleaseEntry.details))
        .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
        .where(col(ReleaseEntry.id).in_(one_each))
    ):
        day, starts, ends, details = when
        yield (low, high), day, starts, ends, details


def load_past(session: Session, event: Event, release: Release | None) -> Past:
    """Return what was published up to `release`, the event's last one."""
    if release is None:
        return Past()
    last = session.exec(
        select(ReleaseEntry).where(col(ReleaseEntry.release_id) == release.id).order_by(col(ReleaseEntry.id))
    )
    sequences: dict[SequenceKey, int] = {}
    created: dict[CopyKey, datetime] = {}
    traces = session.exec(
        select(
            col(ReleaseEntry.registration_id),
            col(ReleaseEntry.uid),
            func.max(col(ReleaseEntry.sequence)),
            func.min(col(ReleaseEntry.created_at)),
        )
        .join(Release, col(Release.id) == col(ReleaseEntry.release_id))
        .where(col(Release.event_id) == row_id(event))
        .group_by(col(ReleaseEntry.registration_id), col(ReleaseEntry.uid))
    )
    for registration_id, uid, sequence, first in traces:
        line = (uid, None if uid.startswith(MEETING_UID) else registration_id)
        sequences[line] = max(sequence, sequences.get(line, 0))
        created[registration_id, uid] = first
    return Past({copy_of(entry): entry for entry in last}, sequences, created)
