"""Counterparts that would rather have a call, as the company reads of them: how to reach whom, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.models import Counterpart, Delegation, Event, Leg, Organisation, Prospect, ProspectStage, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAsked:
    """A counterpart that would rather have a call, outside the mission."""

    prospect_id: int
    name: str
    contact: str
    """Whom to ask for; empty where nobody is known."""
    city: str
    zone: str
    phone: str
    email: str
    when: str
    asked_at: datetime


def own_calls(session: Session, event: Event, delegation: Delegation) -> tuple[CallAsked, ...]:
    """Return who would rather have a call with a company, by name; one query.

    What the company has left itself is not among them.
    """
    rows = session.exec(
        select(Prospect, Counterpart, Organisation.name, Leg)
        .join(Counterpart, col(Counterpart.id) == col(Prospect.counterpart_id))
        .join(Organisation, col(Organisation.id) == col(Counterpart.organisation_id))
        .join(Leg, col(Leg.id) == col(Counterpart.leg_id))
        .where(
            Counterpart.event_id == event.id,
            col(Counterpart.merged_into_id).is_(None),
            Prospect.delegation_id == delegation.id,
            Prospect.stage == ProspectStage.DECLINED,
            col(Prospect.call_asked_at).is_not(None),
            col(Prospect.left_at).is_(None),
        )
    ).all()
    return tuple(
        CallAsked(
            prospect_id=row_id(prospect),
            name=name,
            contact=counterpart.contact,
            city=leg.name,
            zone=leg.zone,
            phone=prospect.call_phone,
            email=prospect.call_email,
            when=prospect.call_when,
            asked_at=prospect.call_asked_at,
        )
        for prospect, counterpart, name, leg in sorted(rows, key=lambda row: (fold(row[2]), row[0].id))
        if prospect.call_asked_at is not None
    )
