"""Somebody who comes along to meetings says when they are away, or takes that back."""

from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.rules import answers_open
from matchmaker.missions.queries.own_days import own_days
from matchmaker.models import Absence, Event, Registration, row_id

MIDNIGHT, LAST_MINUTE = time(0), time(23, 59)


def add_absence(
    session: Session,
    event: Event,
    registration: Registration,
    day: date,
    *,
    starts: time | None = None,
    ends: time | None = None,
) -> Absence:
    """Note that somebody is away from `starts` to `ends` (wall times of the city), all day without them; twice is once.

    Raises `InvalidInput` for a day that is none of theirs and for an end before the beginning, `Closed` after the
    deadline for answers, and `NotFound` for who has withdrawn.
    """
    _require_open(event, registration)
    if day not in {one.day for one in own_days(session, event, registration)}:
        raise InvalidInput(N_("Choose one of your days."))
    starts, ends = starts or MIDNIGHT, ends or LAST_MINUTE
    if starts >= ends:
        raise InvalidInput(N_("The end must come after the beginning."))
    session.exec(select(Registration.id).where(Registration.id == registration.id).with_for_update()).one()
    there = session.exec(
        select(Absence).where(
            Absence.registration_id == registration.id,
            Absence.day == day,
            col(Absence.starts) <= starts,
            col(Absence.ends) >= ends,
        )
    ).first()
    found = there or Absence(registration_id=row_id(registration), day=day, starts=starts, ends=ends)
    session.add(found)
    registration.availability_at = clock.now()
    session.flush()
    return found


def remove_absence(session: Session, event: Event, registration: Registration, absence_id: int) -> None:
    """Take back that somebody is away; one that is gone is gone.

    Raises `Closed` and `NotFound` as `add_absence` does.
    """
    _require_open(event, registration)
    found = session.get(Absence, absence_id)
    if found is not None and found.registration_id == registration.id:
        session.delete(found)
        registration.availability_at = clock.now()
        session.flush()


def _require_open(event: Event, registration: Registration) -> None:
    if registration.withdrawn:
        raise NotFound(N_("You no longer take part in this event."))
    if not answers_open(event, clock.now()):
        raise Closed(N_("The time for changing this is over. Please tell the organisers."))
