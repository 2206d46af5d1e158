"""Changes of the structure that can be undone, and what stands in the way of it."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select, true

from matchmaker.base import clock
from matchmaker.base.errors import NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.journal.queries import changed_fields, is_same_row, own_values, read_images, references
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import Event, StructureAct, StructureChange, required
from matchmaker.releases.queries.published import last_release

LOOKED_THROUGH = 20
"""So many changes are looked through for who was the last."""
CHANGED_SINCE = N_("Somebody has changed the same part since. Undo the newer change first.")
PUBLISHED = N_("A schedule is published by now: its meetings rest on what people were told.")
IN_USE = N_("Meetings or other parts of the event rest on it by now. It cannot be undone any more.")


def latest_changes(
    session: Session,
    event: Event,
    most: int,
    *,
    undone: bool = False,
    acts: Collection[StructureAct] = tuple(StructureAct),
) -> Sequence[StructureChange]:
    """Return the newest changes of an event, the newest first, of some acts; those undone only with `undone`."""
    statement = select(StructureChange).where(
        StructureChange.event_id == event.id,
        true() if undone else col(StructureChange.undone_at).is_(None),
        col(StructureChange.at) >= clock.now() - UNDONE_WITHIN,
        col(StructureChange.act).in_(acts),
    )
    return session.exec(statement.order_by(col(StructureChange.id).desc()).limit(most)).all()


def last_author_of(session: Session, event: Event, table: str, number: int) -> str:
    """Return who has last changed a row of the structure, among the newest changes; empty if none of them wrote it."""
    for change in latest_changes(session, event, LOOKED_THROUGH):
        if any((image["table"], image["id"]) == (table, number) for image in change.images):
            return change.actor
    return ""


def open_changes(session: Session, event: Event) -> frozenset[int]:
    """Return the ids of the changes of an event that are neither undone nor too old to be undone."""
    rows = select(StructureChange.id).where(
        StructureChange.event_id == event.id,
        col(StructureChange.undone_at).is_(None),
        col(StructureChange.at) >= clock.now() - UNDONE_WITHIN,
    )
    return frozenset(required(number) for number in session.exec(rows))


def change_of(session: Session, event: Event, change_id: int) -> StructureChange:
    """Return a change; raises `NotFound` if it is another event's or too old, and `Stale` if it was undone."""
    change = session.get(StructureChange, change_id, populate_existing=True)
    if change is None or change.event_id != event.id or change.at < clock.now() - UNDONE_WITHIN:
        raise NotFound(N_("This change can no longer be undone."))
    if change.undone_at is not None:
        raise Stale(N_("This change was undone already."))
    return change


def obstacle(session: Session, change: StructureChange) -> str | None:
    """Return the sentence of what keeps a change from being undone; None if nothing does."""
    if change.act is StructureAct.CHANGE_AGREEMENT and last_release(session, change.event_id) is not None:
        return PUBLISHED
    if _moved_since(session, change):
        return CHANGED_SINCE
    images = {(image["table"], image["id"]): image for image in change.images}
    now = read_images(session, list(images), lock=True)
    made = set()
    for key, image in images.items():
        before, after, present = image["before"], image["after"], now.get(key)
        if after is not None and not is_same_row(after, present):
            return CHANGED_SINCE
        if before is None:
            made.add(key)
            if present is None or own_values(present) != own_values(after):
                return CHANGED_SINCE
        elif after is None:
            if present is not None:
                return CHANGED_SINCE
        elif present is None or any(present[name] != after[name] for name in changed_fields(before, after)):
            return CHANGED_SINCE
    if any(user not in images for _, user, _ in references(session, made)):
        return IN_USE
    return None


def _moved_since(session: Session, change: StructureChange) -> bool:
    """Tell whether the whole event has moved after a change, or, if it is a move itself, anything has changed."""
    newer = select(StructureChange.id).where(
        StructureChange.event_id == change.event_id,
        col(StructureChange.id) > change.id,
        col(StructureChange.undone_at).is_(None),
        true() if change.act is StructureAct.MOVE_EVENT else StructureChange.act == StructureAct.MOVE_EVENT,
    )
    return session.exec(newer.limit(1)).first() is not None
