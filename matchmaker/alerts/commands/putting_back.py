"""Take back what a repair has changed of the release, where its cause has been undone: one edit, undone as one."""

from dataclasses import replace

from sqlmodel import Session, col, select

from matchmaker.alerts.planning.needless import needless_changes
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.drafts.commands.log import locked_draft, write
from matchmaker.drafts.planning.loading import load_board, read_held
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.rules.conflicts import Tone, tone_of
from matchmaker.drafts.rules.spots import MeetingSpot, SpotChange, change_from_json
from matchmaker.models import DraftAct, DraftEdit, EditState, Event, Meeting, NameKind, Scenario, Staff, row_id

NOT_NEEDED = N_("Nothing of this draft can be put back: what it changes is needed, or was changed by hand since.")


def put_back(session: Session, event: Event, *, shown: str, staff: Staff) -> DraftEdit:
    """Put what the repair of the draft has changed back to where it was, but for what was edited by hand since.

    What cannot be there beside those edits stays as the draft has it. Raises `Stale` if the draft is not the one
    `shown` any more, and `InvalidInput` if nothing can be put back.
    """
    draft = locked_draft(session, event, shown)
    if needless_changes(session, event, draft) is None:
        raise InvalidInput(NOT_NEEDED)
    now = {number: held.spot for number, held in read_held(session, draft).items()}
    wanted = {
        change.meeting_id: change.before
        for change in _repaired(session, draft)
        if _place(now.get(change.meeting_id)) == _place(change.after)
    }
    possible = _possible(session, event, draft, wanted)
    if not possible:
        raise InvalidInput(NOT_NEEDED)
    changes = [SpotChange(number, now.get(number), spot) for number, spot in sorted(possible.items())]
    return write(session, event, draft, DraftAct.REPAIR, changes, about=NameKind.PUT_BACK, staff=staff)


def _repaired(session: Session, draft: Scenario) -> list[SpotChange]:
    """Return what the repair has changed that has made the draft."""
    edit = session.exec(
        select(DraftEdit)
        .where(DraftEdit.scenario_id == draft.id, DraftEdit.act == DraftAct.REPAIR, DraftEdit.state == EditState.DONE)
        .order_by(col(DraftEdit.number))
        .limit(1)
    ).first()
    return [] if edit is None else [change_from_json(kept) for kept in edit.changes]


def _place(spot: MeetingSpot | None) -> MeetingSpot | None:
    """Return a spot as two compare: a repair may lock a meeting after it was noted."""
    return None if spot is None else replace(spot, locked=False)


def _possible(
    session: Session, event: Event, draft: Scenario, wanted: dict[int, MeetingSpot | None]
) -> dict[int, MeetingSpot | None]:
    """Return the spots that nothing in the draft is against, all of them together."""
    meetings = session.exec(select(Meeting).where(col(Meeting.id).in_(wanted)))
    pairs = {row_id(meeting): meeting.pair for meeting in meetings}
    board = load_board(session, event, draft, pairs.values())
    left = {number: spot for number, spot in wanted.items() if number in pairs}
    while left:
        after = {number: None if spot is None else Held(number, pairs[number], spot) for number, spot in left.items()}
        wrong = {number for number, against in board.judge(after).items() if tone_of(against) is Tone.BLOCKED}
        if not wrong:
            break
        left = {number: spot for number, spot in left.items() if number not in wrong}
    return left
