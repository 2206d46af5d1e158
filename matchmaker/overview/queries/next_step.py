"""The one thing to do next for an event."""

from enum import StrEnum

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import (
    DraftEdit,
    EditState,
    Event,
    Phase,
    Place,
    ReleaseKind,
    Scenario,
    ScenarioKind,
    Slot,
)
from matchmaker.overview.queries.travelling import has_cities
from matchmaker.releases.queries.releases import ReleaseView


class Next(StrEnum):
    """The one thing to do next."""

    PREPARE = "prepare"
    """The event is not open to its participants."""
    CITIES = "cities"
    """A mission that goes nowhere yet."""
    IMPORT_PEOPLE = "import_people"
    STRUCTURE = "structure"
    IMPORT_WISHES = "import_wishes"
    WAIT = "wait"
    WATCH_RUN = "watch_run"
    REMIND = "remind"
    """Nobody has accepted the terms."""
    SOLVE = "solve"
    PUBLISH = "publish"
    DRAFT = "draft"
    """The newest schedule is the draft, and somebody has changed it."""
    FINALISE = "finalise"
    FOLLOW = "follow"


def next_step(
    session: Session,
    event: Event,
    *,
    people: int,
    agreed: int,
    answers: int,
    run_id: int | None,
    newest: tuple[int | None, str] | None,
    release: ReleaseView | None,
) -> Next:
    """Return what to do next.

    Of `people` so many have `agreed`; `answers` are wishes, answered or not; `newest` is the newest schedule, with its
    kind.
    """
    if event.phase is Phase.DRAFT:
        return Next.PREPARE
    if not has_cities(session, event):
        return Next.CITIES
    if people == 0:
        return Next.IMPORT_PEOPLE
    if not _has_structure(session, event):
        return Next.STRUCTURE
    if run_id is not None:
        return Next.WATCH_RUN
    if not agreed:
        return Next.REMIND
    scenario_id, kind = newest or (None, None)
    if scenario_id is not None and (release is None or scenario_id > release.scenario_id):
        return Next.DRAFT if kind == ScenarioKind.DRAFT else Next.PUBLISH
    if release is not None:
        return Next.FOLLOW if release.kind is ReleaseKind.FINAL else Next.FINALISE
    deadline = max((at for at in (event.wishes_close_at, event.answers_close_at) if at), default=None)
    if deadline is not None and clock.now() < deadline:
        return Next.WAIT
    return Next.SOLVE if answers else Next.IMPORT_WISHES


def differs_from_parent() -> ColumnElement[bool]:
    """Return the condition on a draft that an edit has changed it, or a repair made it: a copy is no newer schedule."""
    parent = aliased(Scenario)
    edited = exists().where(col(DraftEdit.scenario_id) == col(Scenario.id), col(DraftEdit.state) == EditState.DONE)
    copied = exists().where(col(parent.id) == col(Scenario.parent_id), col(parent.as_of) == col(Scenario.as_of))
    return or_(edited, ~copied)


def _has_structure(session: Session, event: Event) -> bool:
    """Tell whether there is at least one slot and one place to put a meeting."""
    return all(
        session.exec(select(model.id).where(model.event_id == event.id).limit(1)).first() is not None
        for model in (Slot, Place)
    )
