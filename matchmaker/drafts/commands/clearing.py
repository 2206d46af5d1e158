"""Take all meetings out of the draft whose two sides may not meet any more: one edit, undone as one."""

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.drafts.commands.log import locked_draft, write
from matchmaker.drafts.planning.loading import read_held
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.drafts.rules.spots import SpotChange
from matchmaker.models import DraftAct, DraftEdit, Event, Staff

MOST_NAMED = 3


def take_out_parted(session: Session, event: Event, *, shown: str, staff: Staff, language: str) -> DraftEdit:
    """Take out what no other time or place can save, locked or not: withdrawals, refusals, nobody left who could go.

    Raises `Stale` if the draft is not the one `shown` any more, and `InvalidInput` if there is no such meeting.
    """
    draft = locked_draft(session, event, shown)
    titles = {one.pair: one.title for one in verdict_of(session, event, draft, language) if one.parted}
    held = [one for one in read_held(session, draft).values() if one.pair in titles]
    if not held:
        raise InvalidInput(N_("Every two that meet in the draft may still meet."))
    names = [titles[one.pair] for one in held]
    about = ", ".join(names[:MOST_NAMED]) + (f"… ({len(names)})" if len(names) > MOST_NAMED else "")
    changes = [SpotChange(one.meeting_id, one.spot, None) for one in held]
    return write(session, event, draft, DraftAct.REMOVE, changes, about=about, staff=staff)
