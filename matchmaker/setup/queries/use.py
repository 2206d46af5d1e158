"""What rests on a part of the structure: meetings of schedules, and a run that is under way."""

from collections.abc import Collection

from sqlmodel import Session, col, func, select

from matchmaker.models import Placement, RunState, SolveRun


def meetings_at_place(session: Session, place_id: int) -> int:
    """Return how many meetings of all schedules of the event are at a place."""
    return session.exec(select(func.count()).where(Placement.place_id == place_id)).one()


def meetings_in_slots(session: Session, slot_ids: Collection[int]) -> int:
    """Return how many meetings of all schedules of the event are in some slots."""
    return session.exec(select(func.count()).where(col(Placement.slot_id).in_(slot_ids))).one()


def is_being_solved(session: Session, event_id: int) -> bool:
    """Tell whether a run of the event waits or computes: its result refers to the structure of its beginning."""
    states = (RunState.QUEUED, RunState.RUNNING)
    runs = select(SolveRun.id).where(SolveRun.event_id == event_id, col(SolveRun.state).in_(states))
    return session.exec(runs.limit(1)).first() is not None
