"""Which lines a calendar of several people holds: each meeting and programme item once, however many go.

The copies of one line share a UID, which may occur in a calendar only once. A copy that takes place speaks for the
line; its SEQUENCE is the number of the last release that changed any copy, so that it never falls.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from matchmaker.calendars.along import comes_along
from matchmaker.calendars.entry import Entry
from matchmaker.feeds.secret_addresses import Scope
from matchmaker.feeds.source import Source
from matchmaker.models import EntryKind, EntryState, Registration, Release, ReleaseEntry


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A line with the registrations that it concerns."""

    entry: Entry
    goers: tuple[int, ...]
    """Whose copies take place; of a cancelled line, whose did."""
    speakers: tuple[int, ...]


def shared_lines(session: Session, source: Source) -> list[FeedLine]:
    """Return the lines of the source's release in its scope, cancelled ones included."""
    if source.release_id is None:
        return []
    chosen = _scope(source)
    of_release = select(ReleaseEntry).where(col(ReleaseEntry.release_id) == source.release_id, *chosen)
    copies: dict[str, list[ReleaseEntry]] = {}
    for row in session.scalars(of_release.order_by(col(ReleaseEntry.registration_id))):
        copies.setdefault(row.uid, []).append(row)
    if source.key.scope is Scope.PLACE:
        for row in _moved_away(session, source, copies.keys()):
            copies.setdefault(row.uid, []).append(row)
    history = _History.of(session, source)
    return [_merge(found, history) for found in copies.values()]


@dataclass(frozen=True, slots=True)
class _History:
    """When the lines of a scope changed, over all releases."""

    published: Sequence[datetime]
    """When each release came out, in their order."""
    changed: dict[str, datetime]
    """The last change of any copy, by uid."""

    @classmethod
    def of(cls, session: Session, source: Source) -> "_History":
        published = session.scalars(
            select(col(Release.published_at))
            .where(col(Release.event_id) == source.event_id)
            .order_by(col(Release.number))
        ).all()
        changes = (
            select(col(ReleaseEntry.uid), func.max(col(ReleaseEntry.changed_at)))
            .join(Release, col(Release.id) == col(ReleaseEntry.release_id))
            .where(col(Release.event_id) == source.event_id, *_people(source))
            .group_by(col(ReleaseEntry.uid))
        )
        return cls(published, {row[0]: row[1] for row in session.execute(changes)})

    def sequence(self, changed: datetime) -> int:
        """Return the number of the last release that was out when a line changed."""
        return bisect_right(self.published, changed)


def _merge(copies: list[ReleaseEntry], history: _History) -> FeedLine:
    standing = [row for row in copies if row.stands]
    speaking = standing or copies
    entry = Entry.of(min(speaking, key=_comes_first))
    changed = max(history.changed[entry.uid], *(row.changed_at for row in copies))
    merged = replace(
        entry,
        sequence=history.sequence(changed),
        changed_at=changed,
        created_at=min(row.created_at for row in copies),
        cancelled_at=max((row.cancelled_at for row in copies if row.cancelled_at), default=None)
        if entry.cancelled
        else None,
    )
    return FeedLine(
        merged,
        goers=tuple(row.registration_id for row in speaking),
        speakers=tuple(row.registration_id for row in speaking if row.kind is EntryKind.PRESENTATION),
    )


def _comes_first(row: ReleaseEntry) -> tuple[bool, bool, int]:
    """Return the key of whose copy speaks for a line: the speaker's, else one of somebody of the two sides."""
    return row.kind is not EntryKind.PRESENTATION, comes_along(row.details), row.registration_id


def _scope(source: Source) -> list[ColumnElement[bool]]:
    if source.key.scope is Scope.PLACE:
        at_place = col(ReleaseEntry.details)["place"]["code"].as_string() == source.label
        return [col(ReleaseEntry.kind) == EntryKind.MEETING, at_place]
    return _people(source)


def _people(source: Source) -> list[ColumnElement[bool]]:
    if source.key.scope is Scope.DELEGATION:
        colleagues = select(col(Registration.id)).where(col(Registration.delegation_id) == source.key.id)
        return [col(ReleaseEntry.registration_id).in_(colleagues)]
    return []


def _moved_away(session: Session, source: Source, here: Collection[str]) -> list[ReleaseEntry]:
    """Return, as cancelled, the meetings that an earlier release had at the place and that are elsewhere now."""
    published: dict[int, datetime] = {
        row[0]: row[1]
        for row in session.execute(
            select(col(Release.number), col(Release.published_at)).where(col(Release.event_id) == source.event_id)
        )
    }
    earlier = session.execute(
        select(ReleaseEntry, col(Release.number))
        .join(Release, col(Release.id) == col(ReleaseEntry.release_id))
        .where(
            col(Release.event_id) == source.event_id,
            col(Release.id) != source.release_id,
            ReleaseEntry.stands,
            col(ReleaseEntry.uid).not_in(here),
            *_scope(source),
        )
        .order_by(col(Release.number), col(ReleaseEntry.registration_id).desc())
    )
    last = {row.uid: (row, published[number + 1]) for row, number in earlier}
    return [
        ReleaseEntry(
            **row.model_dump(exclude={"id", "state", "changed_at", "cancelled_at"}),
            state=EntryState.CANCELLED,
            changed_at=left,
            cancelled_at=left,
        )
        for row, left in last.values()
    ]
