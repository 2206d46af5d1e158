"""Whether a merge can be undone."""

from datetime import datetime

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_
from matchmaker.duplicates.queries.images import touched_since
from matchmaker.models import Merge, Scenario

JOINED = frozenset({"registration", "delegation"})
"""Tables of which a merge makes one row of two of one event."""


def obstacle(session: Session, merge: Merge) -> str | None:
    """Return why a merge cannot be undone, as a sentence to translate; None if it can."""
    if touched_since(session, merge.changes):
        return N_("This merge can no longer be undone: what it has joined was changed since.")
    events = {
        image["before"]["event_id"] for image in merge.changes if image["table"] in JOINED and image["after"] is None
    }
    if events and _planned_since(session, events, merge.at):
        return N_("This merge can no longer be undone: a schedule was calculated with it since.")
    return None


def _planned_since(session: Session, events: set[int], since: datetime) -> bool:
    made = select(Scenario.id).where(col(Scenario.event_id).in_(events), col(Scenario.created_at) >= since)
    return session.exec(made).first() is not None
