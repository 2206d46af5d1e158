"""What rests on a part of the structure: meetings of schedules, and a run that is under way."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, distinct, func, select

from matchmaker.models import (
    ACTIVE_STATES,
    Event,
    ParticularRule,
    Placement,
    Release,
    ReleaseEntry,
    SolveRun,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in


@dataclass(frozen=True, slots=True)
class MeetingsThere:
    """How many meetings are at a place, or in some slots."""

    published: int
    """Of the last release."""
    saved: int
    """Of all schedules of the event; a meeting counts once, in however many schedules it is."""


def meetings_at_place(session: Session, event: Event, place_id: int) -> MeetingsThere:
    """Return how many meetings are at a place."""
    return _meetings_where(session, event, Placement.place_id == place_id)


def rules_at_place(session: Session, place_id: int) -> bool:
    """Tell whether a rule for particular people names a place."""
    return (
        session.exec(select(ParticularRule.id).where(ParticularRule.place_id == place_id).limit(1)).first() is not None
    )


def meetings_in_slots(session: Session, event: Event, slot_ids: Collection[int]) -> MeetingsThere:
    """Return how many meetings are in some slots."""
    return _meetings_where(session, event, col(Placement.slot_id).in_(slot_ids))


def _meetings_where(session: Session, event: Event, condition: ColumnElement[bool] | bool) -> MeetingsThere:
    saved = session.exec(select(func.count(distinct(col(Placement.meeting_id)))).where(condition)).one()
    release = last_release(session, row_id(event)) if saved else None
    if release is None:
        return MeetingsThere(published=0, saved=saved)
    published = select(func.count()).select_from(Placement).where(condition, *_published_by(release))
    return MeetingsThere(published=session.exec(published).one(), saved=saved)


def _published_by(release: Release) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a `Placement` that a release publishes it, and that it stands."""
    standing = select(ReleaseEntry.meeting_id).where(stands_in(release))
    return col(Placement.scenario_id) == release.scenario_id, col(Placement.meeting_id).in_(standing)


def is_being_solved(session: Session, event_id: int) -> bool:
    """Tell whether a run of the event waits or computes: its result refers to the structure of its beginning."""
    runs = select(SolveRun.id).where(SolveRun.event_id == event_id, col(SolveRun.state).in_(ACTIVE_STATES))
    return session.exec(runs.limit(1)).first() is not None
