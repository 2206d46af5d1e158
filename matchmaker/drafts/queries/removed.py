"""Meetings that an organiser has taken out by hand, and that a later schedule holds again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from matchmaker.drafts.queries.drafts import pairs_in_words
from matchmaker.drafts.rules.spots import change_from_json
from matchmaker.models import DraftAct, DraftEdit, EditState, Event, Placement, Release, Scenario, row_id
from matchmaker.releases.queries.drafts import published_scenario


@dataclass(frozen=True, slots=True)
class ReturningMeeting:
    """A meeting that comes back although somebody took it out."""

    pair: str
    """Both organisations."""
    removed_by: str
    removed_at: datetime


def returning_meetings(session: Session, event: Event, scenario: Scenario) -> tuple[ReturningMeeting, ...]:
    """Return what `scenario` holds and the last release does not, because it was removed by hand from a release.

    A removal counts until the meeting is placed by hand again, or published again. By the names of the pair.
    """
    removed = {
        meeting_id: edit
        for meeting_id, edit in _last_edits(session, event, scenario).items()
        if edit.act is DraftAct.REMOVE
    }
    if not removed:
        return ()
    published = published_scenario(session, event)
    before = () if published is None else _placed(session, published, removed)
    returning = _placed(session, scenario, removed).difference(before)
    names = pairs_in_words(session, returning)
    found = (ReturningMeeting(name, removed[number].actor, removed[number].at) for number, name in names.items())
    return tuple(sorted(found, key=lambda one: one.pair))


def _placed(session: Session, scenario: Scenario, meeting_ids: Collection[int]) -> set[int]:
    """Return which of some meetings a schedule holds."""
    held = select(Placement.meeting_id).where(Placement.scenario_id == scenario.id)
    return set(session.exec(held.where(col(Placement.meeting_id).in_(meeting_ids))))


def _last_edits(session: Session, event: Event, scenario: Scenario) -> dict[int, DraftEdit]:
    """Return the last removal or placing by hand of each meeting, in what was published and in `scenario` itself."""
    releases = select(Release.scenario_id).where(Release.event_id == row_id(event))
    edits = session.exec(
        select(DraftEdit)
        .where(
            col(DraftEdit.act).in_({DraftAct.REMOVE, DraftAct.PLACE}),
            DraftEdit.state == EditState.DONE,
            or_(col(DraftEdit.scenario_id).in_(releases), col(DraftEdit.scenario_id) == scenario.id),
        )
        .order_by(col(DraftEdit.id))
    )
    return {change_from_json(change).meeting_id: edit for edit in edits for change in edit.changes}
