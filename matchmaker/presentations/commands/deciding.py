"""Decisions about proposals: made in bulk, changed until the proposers were told, told once each."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import several_lines
from matchmaker.events.commands import lock_event
from matchmaker.mail.commands.outbox import queue
from matchmaker.models import (
    Act,
    Decision,
    Event,
    Presentation,
    ProposalState,
    Staff,
    record,
    row_id,
)
from matchmaker.presentations.queries.decisions import decision_mails, decision_token, untold
from matchmaker.presentations.rules import changes_after_telling


def decide(
    session: Session,
    event: Event,
    presentation_ids: Collection[int],
    decision: Decision,
    *,
    reason: str = "",
    seen: Mapping[int, Decision] | None = None,
    staff: Staff,
) -> int:
    """Decide about proposals and return about how many; nobody is told before `tell_decisions`.

    A proposer who was told of the waiting list may still be accepted or declined, and is then told again. `seen` is how
    each stood for who decides (optimistic locking). Raises `InvalidInput` if none was chosen, and `Stale` where all of
    them are withdrawn, told already or have a time, or where somebody else has decided otherwise about one of them.
    """
    event = lock_event(session, row_id(event))
    if not presentation_ids:
        raise InvalidInput(N_("Choose a presentation first."))
    chosen = [
        row
        for row in session.exec(
            select(Presentation)
            .where(
                Presentation.event_id == event.id,
                col(Presentation.id).in_(presentation_ids),
                col(Presentation.state) == ProposalState.SENT,
                col(Presentation.proposed_by_id).is_not(None),
            )
            .order_by(col(Presentation.id))
        )
        if row.item_id is None and changes_after_telling(row, decision)
    ]
    if not chosen:
        raise Stale(N_("These can no longer be changed: withdrawn, told already, or with a time in the programme."))
    for row in chosen:
        if row.decision not in {decision, (seen or {}).get(row_id(row), row.decision)}:
            raise Stale(N_("Somebody has decided about “%(title)s” meanwhile. Please look again."), title=row.title)
    for row in chosen:
        row.decision, row.reason = decision, several_lines(reason)
        row.decided_at = None if decision is Decision.PROPOSED else clock.now()
        row.told_at = None
        session.add(row)
    record(
        session,
        staff.name,
        Act.DECIDE_PRESENTATIONS,
        event_id=row_id(event),
        decision=decision.value,
        number=len(chosen),
    )
    session.flush()
    return len(chosen)


def tell_decisions(session: Session, event: Event, *, shown: str, staff: Staff) -> int:
    """Mail every decision that was not told yet to its proposer and its speaker, and return how many were told of.

    `shown` is the `decision_token` of what the page listed. Raises `Stale` if it is another list by now.
    """
    event = lock_event(session, row_id(event))
    rows = untold(session, event)
    if not rows or shown != decision_token(rows):
        raise Stale(N_("Somebody has decided meanwhile. Here is the newer state."))
    for row in rows:
        row.told_at = clock.now()
        session.add(row)
        for registration_id, mail in decision_mails(session, event, row):
            key = f"decision:{row.id}:{row.decision.value}:{row.told_at.isoformat()}:{registration_id}"
            queue(session, mail, dedupe_key=key, event_id=row_id(event), registration_id=registration_id)
    record(session, staff.name, Act.TELL_DECISIONS, event_id=row_id(event), number=len(rows))
    session.flush()
    return len(rows)
