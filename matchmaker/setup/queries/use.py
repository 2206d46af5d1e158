"""What rests on a part of the structure: meetings of schedules, and a run that is under way."""

from collections.abc import Collection

from sqlmodel import Session, col, func, or_, select

from matchmaker.models import (
    ACTIVE_STATES,
    Audience,
    Event,
    PlaceClosure,
    Placement,
    ProgrammeItem,
    ReleaseEntry,
    Slot,
    SolveRun,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in


def meetings_at_place(session: Session, place_id: int) -> int:
    """Return how many meetings of all schedules of the event are at a place."""
    return session.exec(select(func.count()).where(Placement.place_id == place_id)).one()


def meetings_in_slots(session: Session, slot_ids: Collection[int]) -> int:
    """Return how many meetings of all schedules of the event are in some slots."""
    return session.exec(select(func.count()).where(col(Placement.slot_id).in_(slot_ids))).one()


def is_being_solved(session: Session, event_id: int) -> bool:
    """Tell whether a run of the event waits or computes: its result refers to the structure of its beginning."""
    runs = select(SolveRun.id).where(SolveRun.event_id == event_id, col(SolveRun.state).in_(ACTIVE_STATES))
    return session.exec(runs.limit(1)).first() is not None


def contradicted_meetings(session: Session, event: Event) -> int:
    """Return how many published meetings are at a place that is closed then, or during an item for everybody."""
    release = last_release(session, row_id(event))
    if release is None:
        return 0
    closed = select(PlaceClosure.id).where(
        PlaceClosure.place_id == col(Placement.place_id), PlaceClosure.slot_id == col(Placement.slot_id)
    )
    item = select(ProgrammeItem.id).where(
        ProgrammeItem.event_id == event.id,
        ProgrammeItem.audience == Audience.EVERYONE,
        col(ProgrammeItem.starts_at) < col(Slot.ends_at),
        col(ProgrammeItem.ends_at) > col(Slot.starts_at),
    )
    return session.exec(
        select(func.count())
        .select_from(Placement)
        .join(Slot, col(Slot.id) == col(Placement.slot_id))
        .where(
            col(Placement.scenario_id) == release.scenario_id,
            col(Placement.meeting_id).in_(select(ReleaseEntry.meeting_id).where(stands_in(release))),
            or_(closed.exists(), item.exists()),
        )
    ).one()
