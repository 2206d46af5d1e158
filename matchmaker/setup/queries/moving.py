"""What moves with a whole event, and which published meetings still have other times than the structure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_
from sqlalchemy import select as select_any
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Absence,
    Block,
    Campaign,
    CampaignState,
    Event,
    ProgrammeItem,
    Registration,
    ReleaseEntry,
    enrolled,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """How much there is of an event that moves as a whole."""

    blocks: tuple[Block, ...]
    items: int
    said: int
    """People who have said when they can, arrive or leave."""
    campaigns: int
    """Planned for a moment to come."""
    release: int
    """Number of the last release; 0 for none."""
    meetings: int
    """That stand in it."""
    people: int
    """Whose agendas it is."""
    token: str


def event_token(event: Event, blocks: Collection[Block]) -> str:
    """Return the token of the days and hours of an event that a form begins with (optimistic locking)."""
    return content_token(event.starts_on, event.ends_on, sorted((row_id(one), one.starts, one.ends) for one in blocks))


def read_moving(session: Session, event: Event) -> Moving:
    """Return what moves; six queries, whatever the size of the event."""
    blocks = session.exec(
        select(Block).where(Block.event_id == event.id).order_by(col(Block.day), col(Block.starts), col(Block.id))
    ).all()
    items = session.exec(select(func.count()).where(col(ProgrammeItem.event_id) == event.id)).one()
    with_absences = select(Absence.id).where(Absence.registration_id == col(Registration.id)).exists()
    said = session.exec(
        select(func.count(col(Registration.id))).where(
            Registration.event_id == event.id,
            enrolled(),
            or_(
                col(Registration.availability_at).is_not(None),
                col(Registration.arrives_day).is_not(None),
                col(Registration.leaves_day).is_not(None),
                with_absences,
            ),
        )
    ).one()
    release = last_release(session, row_id(event))
    meetings = people = 0
    if release is not None:
        counted = (col(ReleaseEntry.meeting_id), col(ReleaseEntry.registration_id))
        counts = select_any(*(func.count(column.distinct()) for column in counted))
        meetings, people = session.execute(counts.where(stands_in(release))).one()
    return Moving(
        blocks=tuple(blocks),
        items=items,
        said=said,
        campaigns=len(planned_campaigns(session, event)),
        release=release.number if release else 0,
        meetings=meetings,
        people=people,
        token=event_token(event, blocks),
    )


def planned_campaigns(session: Session, event: Event) -> Sequence[Campaign]:
    """Return the campaigns of an event that are confirmed for a moment to come."""
    planned = select(Campaign).where(
        Campaign.event_id == event.id, Campaign.state == CampaignState.PLANNED, col(Campaign.send_at) > clock.now()
    )
    return session.exec(planned.order_by(col(Campaign.id))).all()
