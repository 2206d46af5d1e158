"""Marks of the committee."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import several_lines
from matchmaker.events.commands import lock_event
from matchmaker.models import Event, ReviewMark, Staff, row_id
from matchmaker.presentations.queries.committee import marked_of
from matchmaker.presentations.rules import BEST


def mark_proposal(
    session: Session, event: Event, presentation_id: int, mark: int, note: str, *, shown: str, staff: Staff
) -> ReviewMark:
    """Keep what a member of the committee thinks of a proposal; again, to change it.

    `shown` is the token of the `Marked` that the form began with. Raises `NotFound` for a proposal of another event,
    `Stale` if the same member has marked it on another page, and `InvalidInput` for a mark outside 1 to 5 and for a
    withdrawn proposal.
    """
    event = lock_event(session, row_id(event))
    found = marked_of(session, event, presentation_id, row_id(staff))
    if shown != found.token:
        raise Stale
    if not 1 <= mark <= BEST:
        raise InvalidInput(N_("Give a mark from 1 to 5."))
    if found.proposal.withdrawn:
        raise InvalidInput(N_("This proposal is withdrawn."))
    row = found.own or ReviewMark(presentation_id=presentation_id, staff_id=row_id(staff), mark=mark)
    row.mark, row.note, row.at = mark, several_lines(note), clock.now()
    session.add(row)
    session.flush()
    return row
