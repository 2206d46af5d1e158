"""What follows for the approaches of counterparts when a company takes its wish for one back, or makes it again.

The wish is the word of the company (decision 43): what nobody has answered yet must not go on without it.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import Counterpart, Delegation, Prospect, ProspectStage

GOING_ON = frozenset({ProspectStage.WANTED, ProspectStage.CONTACTED, ProspectStage.INTERESTED})
"""Stages that rest on the word of the company."""


def leave_approaches(session: Session, company_id: int, other_id: int) -> None:
    """Note that a company no longer wants to meet another delegation: what goes on for it is proposed to it anew."""
    for prospect in _between(session, company_id, other_id):
        prospect.wanted_at, prospect.left_at = None, clock.now()
        prospect.said_wants, prospect.said_by, prospect.said_at = None, "", None
        if prospect.stage in GOING_ON:
            prospect.stage = ProspectStage.PROPOSED
        prospect.changed_at = clock.now()


def take_up_approaches(session: Session, company_id: int, other_id: int) -> None:
    """Let what a company has left go on where it was, now that it wishes for the other delegation again."""
    for prospect in _between(session, company_id, other_id):
        if prospect.left_at is None:
            continue
        prospect.wanted_at, prospect.left_at = clock.now(), None
        if prospect.stage is ProspectStage.PROPOSED:
            prospect.stage = ProspectStage.CONTACTED if prospect.asked_at else ProspectStage.WANTED
        prospect.changed_at = clock.now()


def _between(session: Session, company_id: int, other_id: int) -> Sequence[Prospect]:
    """Return what was noted of approaching a delegation for a company; both are locked already."""
    return session.exec(
        select(Prospect)
        .join(Counterpart, col(Counterpart.id) == col(Prospect.counterpart_id))
        .join(
            Delegation,
            (col(Delegation.organisation_id) == col(Counterpart.organisation_id))
            & (col(Delegation.event_id) == col(Counterpart.event_id)),
        )
        .where(Prospect.delegation_id == company_id, Delegation.id == other_id)
        .order_by(col(Prospect.id))
    ).all()
