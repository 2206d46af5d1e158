"""The days of a mission for somebody who comes along: in which city, and the hours at which they are away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from matchmaker.missions.queries.legs import legs_of
from matchmaker.models import Absence, Event, LegMember, Registration


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day of a stay, and the cities of that day; none where no city is told."""

    day: date
    cities: tuple[str, ...]


def own_days(session: Session, event: Event, registration: Registration) -> tuple[OwnDay, ...]:
    """Return the days from the arrival of somebody to their departure, in the cities where their office takes part."""
    first, last = registration.arrives_day or event.starts_on, registration.leaves_day or event.ends_on
    joined = select(LegMember.leg_id).where(LegMember.delegation_id == registration.delegation_id)
    some = set(session.exec(joined).all())
    legs = [leg for leg in legs_of(session, event) if not some or leg.id in some]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = [OwnDay(day, tuple(leg.name for leg in legs if leg.starts_on <= day <= leg.ends_on)) for day in days]
    return tuple(one for one in found if one.cities or not legs)


def absences_of(session: Session, registration: Registration) -> Sequence[Absence]:
    """Return when somebody has said that they are away, by time; one query."""
    return session.exec(
        select(Absence)
        .where(Absence.registration_id == registration.id)
        .order_by(col(Absence.day), col(Absence.starts), col(Absence.id))
    ).all()
