"""Merges that can be undone, and what stands in the way of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.i18n import N_
from matchmaker.journal.queries import Image, Key, read_images
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import Merge, MergeKind, Person, Scenario, required, unloaded

JOINED = frozenset({"registration", "delegation"})
"""Tables of which a merge makes one row of two of one event."""


def latest_merges(session: Session, community_id: int, most: int = 10) -> Sequence[Merge]:
    """Return the newest merges of a community that can be undone, the newest first, without what they have written."""
    rows = select(Merge).where(*_open(community_id)).order_by(col(Merge.id).desc()).limit(most)
    return session.exec(rows.options(unloaded(Merge.changes))).all()


def open_merges(session: Session, community_id: int) -> frozenset[int]:
    """Return the ids of the merges of a community that are neither undone nor too old to be undone."""
    return frozenset(required(number) for number in session.exec(select(Merge.id).where(*_open(community_id))))


def _open(community_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Merge.community_id) == community_id,
        col(Merge.undone_at).is_(None),
        col(Merge.at) >= clock.now() - UNDONE_WITHIN,
    )


def obstacle(session: Session, merge: Merge) -> str | None:
    """Return why a merge cannot be undone, as a sentence to translate; None if it can."""
    if _touched_since(session, merge.changes) or _edited_since(session, merge):
        return N_(
            "This merge cannot be undone: what it has joined was changed since. Undo newer merges of the two first."
        )
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
