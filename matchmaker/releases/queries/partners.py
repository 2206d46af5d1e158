"""With whom a delegation meets, as published."""

from collections import defaultdict
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from matchmaker.models import EntryKind, Meeting, Registration, ReleaseEntry
from matchmaker.releases.queries.published import stands_now


def meetings_by_partner(session: Session, event_id: int, delegation_id: int) -> dict[int, tuple[ReleaseEntry, ...]]:
    """Return a delegation's published meetings by the other delegation, in order of time.

    One entry a meeting, of the first of its people on this side.
    """
    entries = session.exec(_entries(), params={"event_id": event_id, "delegation_id": delegation_id})
    found: defaultdict[int, dict[str, ReleaseEntry]] = defaultdict(dict)
    for entry in entries:
        found[entry.details["other"]["delegation_id"]].setdefault(entry.uid, entry)
    return {other: tuple(meetings.values()) for other, meetings in found.items()}


def partners_met(session: Session, event_id: int, delegation_id: int) -> frozenset[int]:
    """Return the keys of `meetings_by_partner`, without reading what the meetings hold."""
    pairs = session.exec(_pairs(), params={"event_id": event_id, "delegation_id": delegation_id})
    return frozenset(high if low == delegation_id else low for low, high in pairs)


@cache
def _entries() -> SelectOfScalar[ReleaseEntry]:
    """Return the statement of the lines of all people of the delegation, several for a meeting of several."""
    return (
        select(ReleaseEntry)
        .join(Registration, col(Registration.id) == col(ReleaseEntry.registration_id))
        .where(
            stands_now(bindparam("event_id")),
            col(Registration.delegation_id) == bindparam("delegation_id"),
            col(ReleaseEntry.kind) == EntryKind.MEETING,
        )
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.uid), col(ReleaseEntry.registration_id))
    )


@cache
def _pairs() -> Select[int, int]:
    """Return the statement of the pairs of delegations that these lines are about."""
    lines = _entries().with_only_columns(col(ReleaseEntry.meeting_id)).order_by(None)
    return select(col(Meeting.low_id), col(Meeting.high_id)).where(col(Meeting.id).in_(lines))
