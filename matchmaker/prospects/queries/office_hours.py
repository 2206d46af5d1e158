"""What the form of an office begins with: what a counterpart has said of its hours, and how long visits should be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.models import Counterpart, Demand, Event, Prospect, ProspectStage
from matchmaker.prospects.queries.hours import read_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """When an office receives: the same hours on each day."""

    days: Collection[date]
    starts: time
    ends: time
    minutes: int | None
    """The longest visit that a company would like; None where none says it."""


def office_hours(session: Session, event: Event, counterpart_id: int) -> OfficeHours | None:
    """Return the days and hours that suit a counterpart, from the first to the last one.

    None where nobody takes part for it, or no hour suits.
    """
    counterpart = session.get_one(Counterpart, counterpart_id)
    hours = read_hours(session, event, counterpart)
    free = hours.free_days if hours else ()
    if not free:
        return None
    minutes = session.exec(
        select(Demand.minutes)
        .join(Prospect, col(Prospect.delegation_id) == col(Demand.delegation_id))
        .where(
            Demand.leg_id == counterpart.leg_id,
            Prospect.counterpart_id == counterpart_id,
            Prospect.stage != ProspectStage.DECLINED,
            col(Demand.minutes).is_not(None),
        )
    ).all()
    return OfficeHours(
        days=tuple(one.day for one in free),
        starts=min(starts for one in free for starts, _ends in one.spans),
        ends=max(ends for one in free for _starts, ends in one.spans),
        minutes=max(filter(None, minutes), default=None),
    )
