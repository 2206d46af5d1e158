"""What is proposed to a company: counterparts that it may meet, and what it has answered."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from matchmaker.base.names import fold
from matchmaker.models import (
    Counterpart,
    Delegation,
    Event,
    LegMember,
    Organisation,
    Prospect,
    ProspectStage,
    Wish,
    required,
    row_id,
)


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
    pitch_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """What a company has answered to a proposal; what the counterpart says is not in it."""

    prospect_id: int
    leg_id: int
    name: str
    wants: bool
    said_by: str
    said_at: datetime
    asked: bool
    """The counterpart has been asked: the answer is not taken back any more (see `word_stands`)."""


def goes_along(delegation: Delegation) -> ColumnElement[bool]:
    """Return the condition that a company takes part in the city of a counterpart."""
    some = select(LegMember.leg_id).where(LegMember.delegation_id == delegation.id)
    return or_(~some.exists(), col(Counterpart.leg_id).in_(some))


def word_stands(prospect: Prospect) -> bool:
    """Return whether a company's answer is not taken back any more: the counterpart is asked, or others have declined.

    A refusal reads like a question that was asked, so that it does not show.
    """
    own = ProspectStage.WANTED if prospect.said_wants else ProspectStage.DECLINED
    return prospect.asked_at is not None or prospect.refused_at is not None or prospect.stage is not own


def own_answers(session: Session, event: Event, delegation: Delegation) -> tuple[OwnAnswer, ...]:
    """Return what a company has answered to proposals, by name; where it has a wish, that says the same. One query."""
    wished = (
        select(Wish.id)
        .join(Delegation, col(Delegation.id) == col(Wish.to_id))
        .where(
            Wish.from_id == delegation.id,
            col(Delegation.organisation_id) == col(Counterpart.organisation_id),
        )
        .correlate(Counterpart)
    )
    rows = session.exec(
        select(Prospect, Counterpart, Organisation)
        .join(Counterpart, col(Counterpart.id) == col(Prospect.counterpart_id))
        .join(Organisation, col(Organisation.id) == col(Counterpart.organisation_id))
        .where(
            Counterpart.event_id == event.id,
            col(Counterpart.merged_into_id).is_(None),
            Prospect.delegation_id == delegation.id,
            col(Prospect.said_at).is_not(None),
            ~wished.exists(),
            goes_along(delegation),
        )
    ).all()
    return tuple(
        OwnAnswer(
            prospect_id=row_id(prospect),
            leg_id=counterpart.leg_id,
            name=organisation.name,
            wants=bool(prospect.said_wants),
            said_by=prospect.said_by,
            said_at=required(prospect.said_at),
            asked=word_stands(prospect),
        )
        for prospect, counterpart, organisation in sorted(rows, key=lambda row: (fold(row[2].name), row[0].id))
    )


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
            goes_along(delegation),
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
            pitch_language=prospect.pitch_language,
        )
        for prospect, counterpart, organisation in sorted(rows, key=lambda row: (fold(row[2].name), row[0].id))
    )
