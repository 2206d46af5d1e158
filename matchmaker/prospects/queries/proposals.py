"""What is proposed to a company: counterparts that it may meet, until it says whether it wants to."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.models import Counterpart, Delegation, Event, Organisation, Prospect, ProspectStage, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCounterpart:
    """A counterpart as the company reads of it; whom to ask there is not told."""

    prospect_id: int
    counterpart_id: int
    leg_id: int
    name: str
    sectors: tuple[str, ...]
    website: str
    pitch: str


def own_proposals(session: Session, event: Event, delegation: Delegation) -> tuple[ProposedCounterpart, ...]:
    """Return what is proposed to a company at the moment, by name; one query."""
    rows = session.exec(
        select(Prospect, Counterpart, Organisation)
        .join(Counterpart, col(Counterpart.id) == col(Prospect.counterpart_id))
        .join(Organisation, col(Organisation.id) == col(Counterpart.organisation_id))
        .where(
            Counterpart.event_id == event.id,
            Prospect.delegation_id == delegation.id,
            Prospect.stage == ProspectStage.PROPOSED,
        )
    ).all()
    return tuple(
        ProposedCounterpart(
            prospect_id=row_id(prospect),
            counterpart_id=row_id(counterpart),
            leg_id=counterpart.leg_id,
            name=organisation.name,
            sectors=tuple(organisation.sectors),
            website=organisation.website,
            pitch=prospect.pitch,
        )
        for prospect, counterpart, organisation in sorted(rows, key=lambda row: (fold(row[2].name), row[0].id))
    )
