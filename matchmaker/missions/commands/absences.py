"""Somebody who comes along to meetings says when they are away, or takes that back."""

from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.rules import answers_open
from matchmaker.missions.commands.against_away import report_away
from matchmaker.missions.queries.own_days import own_days
from matchmaker.models import Absence, Event, Registration, row_id

MIDNIGHT, LAST_MINUTE = time(0), time(23, 59)
MOST_A_DAY = 8
"""Absences of one person on one day; those that touch are one."""


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

    What it touches becomes one absence with it, which is returned. The organisers are alerted of published meetings
    that stand meanwhile. Raises `InvalidInput` for a day that is none of theirs, for an end before the beginning and
    for more on a day than `MOST_A_DAY`, `Closed` after the deadline for answers, `NotFound` for who has withdrawn.
    """
    _require_open(event, registration)
    if day not in {one.day for one in own_days(session, event, registration)}:
        raise InvalidInput(N_("Choose one of your days."))
    starts, ends = starts or MIDNIGHT, ends or LAST_MINUTE
    if starts >= ends:
        raise InvalidInput(N_("The end must come after the beginning."))
    session.exec(select(Registration.id).where(Registration.id == registration.id).with_for_update()).one()
    wanted = select(Absence).where(Absence.registration_id == registration.id, Absence.day == day)
    there = session.exec(wanted.order_by(col(Absence.starts), col(Absence.id))).all()
    touched = [one for one in there if one.starts <= ends and starts <= one.ends]
    if len(there) - len(touched) >= MOST_A_DAY:
        said = N_("You are away %(num)d times on this day already. Put some of them together.")
        raise InvalidInput(said, num=len(there))
    starts, ends = min([starts, *(one.starts for one in touched)]), max([ends, *(one.ends for one in touched)])
    found = touched[0] if touched else Absence(registration_id=row_id(registration), day=day, starts=starts, ends=ends)
    found.starts, found.ends = starts, ends
    for other in touched[1:]:
        session.delete(other)
    session.add(found)
    registration.availability_at = clock.now()
    session.flush()
    report_away(session, event, registration)
    return found


def remove_absence(session: Session, event: Event, registration: Registration, absence_id: int) -> bool:
    """Take back that somebody is away, and return whether they had said so; one that is gone is gone.

    Raises `Closed` and `NotFound` as `add_absence` does.
    """
    _require_open(event, registration)
    found = session.get(Absence, absence_id)
    if found is None or found.registration_id != registration.id:
        return False
    session.delete(found)
    registration.availability_at = clock.now()
    session.flush()
    report_away(session, event, registration)
    return True


def _require_open(event: Event, registration: Registration) -> None:
    if registration.withdrawn:
        raise NotFound(N_("You no longer take part in this event."))
    if not answers_open(event, clock.now()):
        raise Closed(N_("The time for changing this is over. Please tell the organisers."))
