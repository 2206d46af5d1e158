"""The draft of an event as its page shows it: its version, its log, and what undo and redo would do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.drafts.queries.gone import what_became
from matchmaker.models import (
    Delegation,
    DraftAct,
    DraftEdit,
    DraftPresence,
    EditState,
    Event,
    GivenName,
    Meeting,
    Organisation,
    Release,
    Scenario,
    ScenarioKind,
    Staff,
    row_id,
)
from matchmaker.releases.queries.drafts import current_draft

NOT_BY_HAND = (DraftAct.LOCK, DraftAct.UNLOCK, DraftAct.REPAIR)
LOG_LENGTH = 30
"""Edits that the page lists."""
AWAY_AFTER = timedelta(seconds=25)
"""A page that is open says so every few seconds."""


@dataclass(frozen=True, slots=True)
class EditLine:
    """An edit of the log."""

    number: int
    act: DraftAct
    state: EditState
    version: int
    about: GivenName
    note: str
    actor: str
    turned_by: str
    """Who has taken it back or done it again last; empty for nobody."""
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftView:
    """The draft, without its meetings."""

    token: str
    """For optimistic locking."""
    name: GivenName
    version: int
    parent_name: GivenName | None
    """Of the scenario that it was made from; None for none."""
    parent_release: int | None
    """The number of the release of that scenario."""
    edits: tuple[EditLine, ...]
    """The newest first."""
    done: int
    """How many edits are done, in all, with those of a draft that it has replaced and kept (`edits_by_hand`)."""
    undo: EditLine | None
    """The edit that undo takes back."""
    redo: EditLine | None


def is_current_draft(session: Session, event: Event, scenario_id: int) -> bool:
    """Tell whether a scenario is the draft that an event goes on with: not one that was put aside or discarded."""
    draft = current_draft(session, event)
    return draft is not None and draft.id == scenario_id


def draft_token(draft: Scenario) -> str:
    """Return the token of a page that shows a draft (optimistic locking)."""
    return f"{row_id(draft)}.{draft.version}"


def draft_of(session: Session, event: Event) -> Scenario:
    """Return the event's draft; raises `NotFound`, which says what has become of it, if there is none."""
    draft = current_draft(session, event)
    if draft is None:
        sentence, params = what_became(session, event)
        raise NotFound(sentence, **params)
    return draft


def draft_view(session: Session, event: Event) -> DraftView | None:
    """Return the event's draft with its log; None if there is none."""
    draft = current_draft(session, event)
    return None if draft is None else view_of(session, draft)


def view_of(session: Session, draft: Scenario) -> DraftView:
    """Return a draft with its log."""
    edits = [
        EditLine(
            number=edit.number,
            act=edit.act,
            state=edit.state,
            version=edit.version,
            about=edit.given_about,
            note=edit.note,
            actor=edit.actor,
            turned_by=edit.turned_by,
            at=edit.at,
        )
        for edit in session.exec(
            select(DraftEdit).where(DraftEdit.scenario_id == draft.id).order_by(col(DraftEdit.number).desc())
        )
    ]
    parent = None if draft.parent_id is None else session.get(Scenario, draft.parent_id)
    release = session.exec(
        select(Release.number).where(Release.scenario_id == draft.parent_id).order_by(col(Release.number).desc())
    ).first()
    undone = [edit for edit in edits if edit.state is EditState.UNDONE]
    done = [edit for edit in edits if edit.state is EditState.DONE]
    return DraftView(
        token=draft_token(draft),
        name=draft.given_name,
        version=draft.version,
        parent_name=None if parent is None else parent.given_name,
        parent_release=release,
        edits=tuple(edits[:LOG_LENGTH]),
        done=edits_by_hand(session, draft),
        undo=next(iter(done), None),
        redo=undone[-1] if undone else None,
    )


def edits_by_hand(session: Session, scenario: Scenario) -> int:
    """Return how many edits by hand a schedule rests on; locks change nobody's agenda and do not count.

    A repair that keeps an unpublished draft keeps what was edited in it.
    """
    line, one = [row_id(scenario)], scenario
    while one.kind is ScenarioKind.DRAFT and one.parent_id is not None:
        one = session.get_one(Scenario, one.parent_id)
        if session.exec(select(Release.id).where(Release.scenario_id == one.id)).first() is not None:
            break
        line.append(row_id(one))
    done = select(func.count()).where(
        col(DraftEdit.scenario_id).in_(line),
        DraftEdit.state == EditState.DONE,
        col(DraftEdit.act).not_in(NOT_BY_HAND),
    )
    return session.exec(done).one()


@dataclass(frozen=True, slots=True)
class OtherEditor:
    """Somebody else who has the draft open."""

    name: str
    looks_at: str
    """The pair of the meeting that they have picked; empty for none."""


def colleagues_there(session: Session, event: Event, staff_id: int) -> tuple[OtherEditor, ...]:
    """Return who else has the draft open, by name."""
    rows = session.exec(
        select(Staff, DraftPresence)
        .join(DraftPresence, col(DraftPresence.staff_id) == col(Staff.id))
        .where(
            col(DraftPresence.event_id) == event.id,
            col(DraftPresence.staff_id) != staff_id,
            col(DraftPresence.seen_at) > clock.now() - AWAY_AFTER,
        )
        .order_by(col(Staff.name), col(Staff.id))
    ).all()
    picked = [presence.meeting_id for _, presence in rows if presence.meeting_id is not None]
    names = pairs_in_words(session, picked)
    return tuple(
        OtherEditor(staff.name, names.get(presence.meeting_id, "") if presence.meeting_id else "")
        for staff, presence in rows
    )


def pairs_in_words(session: Session, meeting_ids: Collection[int]) -> dict[int, str]:
    """Return both organisations of each meeting, as "one – other"."""
    low, high = aliased(Delegation), aliased(Delegation)
    one, other = aliased(Organisation), aliased(Organisation)
    rows = session.exec(
        select(Meeting.id, one.name, other.name)
        .join(low, col(Meeting.low_id) == col(low.id))
        .join(high, col(Meeting.high_id) == col(high.id))
        .join(one, col(low.organisation_id) == col(one.id))
        .join(other, col(high.organisation_id) == col(other.id))
        .where(col(Meeting.id).in_(meeting_ids))
    )
    return {number: f"{first} – {second}" for number, first, second in rows if number is not None}


def changed_since(session: Session, draft: Scenario, version: int) -> frozenset[int]:
    """Return the meetings that were edited after a version of the draft."""
    changes = session.exec(
        select(DraftEdit.changes).where(DraftEdit.scenario_id == draft.id, DraftEdit.version > version)
    )
    return frozenset(change["meeting"] for edit in changes for change in edit)
