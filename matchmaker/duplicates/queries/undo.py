"""Whether a merge can be undone."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_
from matchmaker.journal.queries import Image, Key, read_images
from matchmaker.models import Merge, MergeKind, Person, Scenario

JOINED = frozenset({"registration", "delegation"})
"""Tables of which a merge makes one row of two of one event."""


def obstacle(session: Session, merge: Merge) -> str | None:
    """Return why a merge cannot be undone, as a sentence to translate; None if it can."""
    if _touched_since(session, merge.changes) or _edited_since(session, merge):
        return N_("This merge can no longer be undone: what it has joined was changed since.")
    events = {
        image["before"]["event_id"] for image in merge.changes if image["table"] in JOINED and image["after"] is None
    }
    if events and _planned_since(session, events, merge.at):
        return N_("This merge can no longer be undone: a schedule was calculated with it since.")
    return None


def _touched_since(session: Session, images: Collection[Mapping[str, Any]]) -> bool:
    """Tell whether one of the rows has changed again since, or is gone."""
    last: dict[Key, Image] = {}
    removed: set[Key] = set()
    for image in images:
        key = (image["table"], image["id"])
        if image["after"] is None:
            removed.add(key)
        else:
            last.setdefault(key, {}).update(image["after"])
    now = read_images(session, list(last))
    return any(
        key not in now or any(now[key][column] != value for column, value in after.items())
        for key, after in last.items()
        if key not in removed
    )


def _edited_since(session: Session, merge: Merge) -> bool:
    """Tell whether somebody has edited the person who stayed: which of the two has typed it, nothing tells."""
    if merge.kind is not MergeKind.PERSON:
        return False
    return session.get_one(Person, merge.kept_id, populate_existing=True).updated_at > merge.at


def _planned_since(session: Session, events: set[int], since: datetime) -> bool:
    made = select(Scenario.id).where(col(Scenario.event_id).in_(events), col(Scenario.created_at) >= since)
    return session.exec(made).first() is not None
