"""Changes of the structure: noted with the rows that they write, tried, undone while nothing rests on them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from matchmaker.alerts.commands.speakers import speakers_still_gone
from matchmaker.alerts.commands.structure import agree_again, contradict
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.journal.commands import journaled, remove_rows, restore_row, return_rows
from matchmaker.journal.queries import STRUCTURE, changed_fields, fields_pointing_to
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.journal.words import About, about_in_words, shortened
from matchmaker.models import (
    Act,
    Event,
    Presentation,
    Slot,
    Staff,
    StructureAct,
    StructureChange,
    collected,
    join,
    record,
    row_id,
)
from matchmaker.setup.commands.campaigns import move_campaigns
from matchmaker.setup.planning.impact import Impact, compare, take_stock
from matchmaker.setup.queries.changes import change_of, latest_changes, obstacle
from matchmaker.setup.queries.use import is_being_solved

LONGEST_ABOUT = 200
ASIDE = timedelta(days=300 * 365)


def no_run(session: Session, event: Event) -> None:
    """Raise `InvalidInput` while a run is under way: its result refers to the slots and places of its beginning."""
    if is_being_solved(session, row_id(event)):
        raise InvalidInput(N_("A schedule is being searched for. Wait until the run has ended, or stop it."))


@contextmanager
def noted(
    session: Session,
    event: Event,
    act: StructureAct,
    about: About,
    *,
    staff: Staff,
    recorded: Act = Act.CHANGE_STRUCTURE,
    **details: Any,
) -> Iterator[None]:
    """Note what the block writes as one change of the structure, for its undo and in the history."""
    with collected(session) as parts, journaled(session, STRUCTURE) as journal:
        yield
    images = [
        {"table": table, "id": number, "before": before, "after": after}
        for (table, number), before, after in journal.written(session)
    ]
    if not images:
        return
    pieces: list[str | Mapping[str, Any]] = []
    if not isinstance(about, str):
        about = pieces = [shortened(part, LONGEST_ABOUT) if isinstance(part, str) else part for part in about]
    change = StructureChange(
        event_id=row_id(event),
        act=act,
        about=shortened(about_in_words(about, staff.language), LONGEST_ABOUT),
        parts=pieces,
        actor=staff.name[:120],
        images=images,
    )
    session.add(change)
    session.flush()
    details |= {"change": act.value, "about": change.what, "structure": row_id(change)}
    join(session, record(session, staff.name, recorded, event_id=row_id(event), **details), parts)


def try_change(session: Session, event: Event, change: Callable[[], object]) -> Impact:
    """Return what `change` would do to published meetings and to people; it is done and taken back at once.

    Errors of the change pass.
    """
    lock_event(session, row_id(event))
    before = take_stock(session, event)
    savepoint = session.begin_nested()
    try:
        change()
        after = take_stock(session, event)
    finally:
        savepoint.rollback()
        session.expire_all()
    return compare(before, after)


def do_or_ask(
    session: Session, event: Event, change: Callable[[], object], *, seen: str, always: bool = False
) -> Impact | None:
    """Do a change whose impact its reader has seen (`seen` is its digest), or that asks nobody; None if it was done.

    Otherwise nothing is changed, and the impact is returned. With `always`, the reader is asked whatever it does.
    Published meetings that are not possible any more become an alert, with repairs.
    Errors of the change pass.
    """
    impact = try_change(session, event, change)
    if seen != impact.digest and (impact.asks or always):
        return impact
    change()
    if impact.meetings or impact.shifted:
        contradict(session, event, latest_changes(session, event, 1)[0].about)
    elif impact.healed:
        agree_again(session, event)
    return None


def undo_change(session: Session, event: Event, change_id: int, *, staff: Staff) -> StructureChange:
    """Put the rows of a change back, and return the change.

    Raises `NotFound` for a change of another event or an old one, `Stale` if it was undone meanwhile or something
    rests on what it has made, and `InvalidInput` while a run is under way.
    """
    event = lock_event(session, row_id(event))
    change = change_of(session, event, change_id)
    no_run(session, event)
    if (why := obstacle(session, change)) is not None:
        raise Stale(why)
    images = {(image["table"], image["id"]): image for image in change.images}
    first_day = event.starts_on
    try:
        with session.begin_nested():
            changed = {key: image for key, image in images.items() if image["before"] and image["after"]}
            deleted = {key: image["before"] for key, image in images.items() if image["after"] is None}
            waiting = {key: fields_pointing_to(key[0], image["before"], deleted) for key, image in changed.items()}
            _set_aside(session, [number for table, number in changed if table == Slot.__tablename__])
            for key, image in changed.items():
                fields = set(changed_fields(image["before"], image["after"])) | ({"day"} & image["before"].keys())
                restore_row(session, key, image["before"], fields - waiting[key])
            session.flush()
            remove_rows(session, {key for key, image in images.items() if image["before"] is None})
            return_rows(session, deleted)
            for key, fields in waiting.items():
                if fields:
                    restore_row(session, key, images[key]["before"], fields)
            session.flush()
    except IntegrityError as error:
        raise Stale(
            N_("This cannot be undone: something else stands in its place by now, or what it belongs to is gone.")
        ) from error
    event = session.get_one(Event, event.id)
    move_campaigns(session, event, event.starts_on - first_day)
    speakers_still_gone(session, [number for table, number in images if table == Presentation.__tablename__])
    change = session.get_one(StructureChange, change_id)
    change.undone_at = clock.now()
    record(
        session,
        staff.name,
        Act.UNDO_STRUCTURE,
        event_id=row_id(event),
        change=change.act.value,
        about=change.what,
    )
    session.flush()
    return change


def _set_aside(session: Session, slot_ids: Sequence[int]) -> None:
    """Take slots out of each other's way while they go back to their times, of which no two may be the same."""
    for slot in session.exec(select(Slot).where(col(Slot.id).in_(slot_ids))).all():
        slot.day += ASIDE
    session.flush()


def forget_changes(session: Session) -> None:
    """Delete the changes that are too old to be undone; the history keeps what was done."""
    session.execute(delete(StructureChange).where(col(StructureChange.at) < clock.now() - UNDONE_WITHIN))
