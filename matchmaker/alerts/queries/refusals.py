"""The published meetings that a "no" or a veto would put in danger."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import ReleaseEntry
from matchmaker.releases.queries.partners import meetings_by_partner


def meetings_ahead(session: Session, event_id: int, delegation_id: int) -> dict[int, tuple[ReleaseEntry, ...]]:
    """Return a delegation's published meetings that are not over, by the other delegation, one entry a meeting."""
    now, found = clock.now(), meetings_by_partner(session, event_id, delegation_id)
    ahead = {other: tuple(entry for entry in entries if entry.ends_at > now) for other, entries in found.items()}
    return {other: entries for other, entries in ahead.items() if entries}
