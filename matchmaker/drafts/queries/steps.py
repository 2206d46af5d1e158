"""From where to where the edits of the draft have moved its meetings, in words: times and places."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_, translate
from matchmaker.drafts.planning.sentences import times_in_words
from matchmaker.drafts.queries.drafts import LOG_LENGTH, pairs_in_words
from matchmaker.drafts.rules.spots import MeetingSpot, SpotChange, change_from_json
from matchmaker.models import DraftAct, DraftEdit, Place, Scenario, Slot, row_id

MOVED = N_("from %(before)s to %(after)s")
MAKES_WAY = N_("%(meeting)s moves from %(before)s to %(after)s")
LEAVES = N_("%(meeting)s leaves the draft")
ACTS = {DraftAct.MOVE, DraftAct.SWAP, DraftAct.PLACE, DraftAct.REMOVE}
"""Edits that put meetings somewhere else."""
MOST_NAMED = 2
"""An edit of more meetings is told by its names alone, unless they make way for one that is placed."""


def log_in_words(session: Session, draft: Scenario, language: str) -> dict[int, str]:
    """Return `steps_in_words` of the edits that the page lists."""
    newest = select(DraftEdit).where(DraftEdit.scenario_id == draft.id).order_by(col(DraftEdit.number).desc())
    return steps_in_words(session, draft.event_id, session.exec(newest.limit(LOG_LENGTH)).all(), language)


def steps_in_words(session: Session, event_id: int, edits: Collection[DraftEdit], language: str) -> dict[int, str]:
    """Return, by the number of each edit, "from 10:00 (T2) to 11:00 (T4)"; empty for locks and for what is gone.

    Where meetings make way for one that is placed, each of them is named with what becomes of it. Times have their day
    where the event has several days.
    """
    changes = {edit.number: _changes(edit) for edit in edits}
    spots = [spot for ones in changes.values() for one in ones for spot in (one.before, one.after) if spot is not None]
    if not spots:
        return dict.fromkeys(changes, "")
    places = select(Place).where(col(Place.id).in_({spot.place_id for spot in spots}))
    times = times_in_words(session.exec(select(Slot).where(Slot.event_id == event_id)).all(), language)
    codes = {row_id(place): place.code for place in session.exec(places)}
    placing = {edit.number for edit in edits if edit.act is DraftAct.PLACE}
    others = [one.meeting_id for number in placing for one in changes[number] if one.before is not None]
    names = pairs_in_words(session, others) if others else {}
    words = {
        number: [
            _step(one, times, codes, language, names.get(one.meeting_id, "") if number in placing else "")
            for one in ones
        ]
        for number, ones in changes.items()
    }
    return {number: " · ".join(steps) if all(steps) else "" for number, steps in words.items()}


def _changes(edit: DraftEdit) -> list[SpotChange]:
    """Return the changes of an edit that are told with time and place."""
    if edit.act not in ACTS or (len(edit.changes) > MOST_NAMED and edit.act is not DraftAct.PLACE):
        return []
    changes = [change_from_json(one) for one in edit.changes]
    return sorted(changes, key=lambda one: one.before is not None)  # what is placed first


def _step(change: SpotChange, times: Mapping[int, str], codes: Mapping[int, str], language: str, name: str) -> str:
    """Return a change in words; `name`: of a meeting that makes way, else empty."""

    def say(spot: MeetingSpot) -> str:
        at, place = times.get(spot.slot_id), codes.get(spot.place_id)
        return "" if at is None or place is None else f"{at} ({place})"

    ends = [say(spot) for spot in (change.before, change.after) if spot is not None]
    if not all(ends):
        return ""
    if name and change.after is None:
        return translate(language, LEAVES, meeting=name)
    if name:
        return translate(language, MAKES_WAY, meeting=name, before=ends[0], after=ends[1])
    return ends[0] if len(ends) == 1 else translate(language, MOVED, before=ends[0], after=ends[1])
