"""With whom a delegation meets, as published."""

from collections import defaultdict

from sqlmodel import Session, col, select

from matchmaker.models import EntryKind, Registration, ReleaseEntry
from matchmaker.releases.queries.published import stands_now


def meetings_by_partner(session: Session, event_id: int, delegation_id: int) -> dict[int, tuple[ReleaseEntry, ...]]:
    """Return a delegation's published meetings by the other delegation, in order of time.

    One entry a meeting, of the first of its people on this side.
    """
    entries = session.exec(
        select(ReleaseEntry)
        .join(Registration, col(Registration.id) == col(ReleaseEntry.registration_id))
        .where(
            stands_now(event_id),
            col(Registration.delegation_id) == delegation_id,
            col(ReleaseEntry.kind) == EntryKind.MEETING,
        )
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.uid), col(ReleaseEntry.registration_id))
    )
    found: defaultdict[int, dict[str, ReleaseEntry]] = defaultdict(dict)
    for entry in entries:
        found[entry.details["other"]["delegation_id"]].setdefault(entry.uid, entry)
    return {other: tuple(meetings.values()) for other, meetings in found.items()}
