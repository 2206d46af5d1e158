"""With whom a delegation meets, as published."""

from collections import defaultdict

from sqlmodel import Session, col, select

from matchmaker.models import EntryKind, Registration, ReleaseEntry
from matchmaker.releases.queries.published import last_release, stands_in


def meetings_by_partner(session: Session, event_id: int, delegation_id: int) -> dict[int, tuple[ReleaseEntry, ...]]:
    """Return a delegation's published meetings by the other delegation, in order of time.

    One entry a meeting, of the first of its people on this side.
    """
    release = last_release(session, event_id)
    if release is None:
        return {}
    entries = session.exec(
        select(ReleaseEntry)
        .join(Registration, col(Registration.id) == col(ReleaseEntry.registration_id))
        .where(
            stands_in(release),
            col(Registration.delegation_id) == delegation_id,
            col(ReleaseEntry.kind) == EntryKind.MEETING,
        )
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.uid), col(ReleaseEntry.registration_id))
    )
    found: defaultdict[int, dict[str, ReleaseEntry]] = defaultdict(dict)
    for entry in entries:
        found[entry.details["other"]["delegation_id"]].setdefault(entry.uid, entry)
    return {other: tuple(meetings.values()) for other, meetings in found.items()}
