"""A whole event moved to another day or other hours: days, blocks, slots, items, deadlines, and people's own days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.journal.words import dated
from matchmaker.models import (
    Absence,
    Block,
    Counterpart,
    Event,
    Leg,
    Phase,
    PresentationCall,
    ProgrammeItem,
    Prospect,
    Registration,
    RegistrationForm,
    Slot,
    Staff,
    StructureAct,
    row_id,
)
from matchmaker.setup.commands.campaigns import move_campaigns
from matchmaker.setup.commands.changes import no_run, noted
from matchmaker.setup.queries.moving import event_token

Row = TypeVar("Row", bound=SQLModel)
FARTHEST = 3 * 366
"""Days: an event that moves farther is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShift:
    """How far an event, or a part of it, moves: whole days, and minutes of each day's hours."""

    days: int
    minutes: int

    def day(self, day: date) -> date:
        return day + timedelta(days=self.days)

    def wall(self, wall: time) -> time:
        """Return the wall time of what takes place then; raises `InvalidInput` beyond midnight."""
        moved = datetime.combine(date.min + timedelta(days=1), wall) + timedelta(minutes=self.minutes)
        if moved.date() != date.min + timedelta(days=1):
            raise InvalidInput(N_("With these hours something would begin or end on another day."))
        return moved.time()

    def deadline(self, at: datetime | None, zone: str) -> datetime | None:
        """Return a deadline as many days later, at its wall time."""
        if at is None:
            return None
        wall = clock.local(at, zone)
        return clock.instant(self.day(wall.date()), wall.time(), zone)


def move_event(session: Session, event: Event, shift: EventShift, *, shown: str, staff: Staff) -> Event:
    """Move an event with everything that has a day: schedules keep their meetings, in the slots that have moved.

    Blocks, slots and programme items move by days and minutes. Cities of a mission, deadlines, campaigns that are
    planned for later, the next steps of counterparts, and the arrivals, departures and absences of people, move by days
    alone. What is published stays
    as it is until the next release, which tells everybody.

    `shown` is the `event_token` that the form began with. Raises `Stale` if the days have changed meanwhile, and
    `InvalidInput` for no move, a first day that has passed, hours beyond midnight or in which the clocks change, a
    planned campaign that would have to leave on a day that has passed, and while a run is under way.
    """
    event = lock_event(session, row_id(event))
    blocks = _rows(session, event, Block)
    if shown != event_token(event, blocks):
        raise Stale
    _check(event, shift)
    no_run(session, event)
    slots, items = _rows(session, event, Slot), _rows(session, event, ProgrammeItem)
    before = event.starts_on
    about: list[str | dict[str, Any]] = [dated(before), " → ", dated(shift.day(before))]
    if shift.minutes and blocks:
        first = min(block.starts for block in blocks)
        about.append(f", {first:%H:%M} → {shift.wall(first):%H:%M}")
    with noted(session, event, StructureAct.MOVE_EVENT, about, staff=staff):
        event.starts_on, event.ends_on = shift.day(event.starts_on), shift.day(event.ends_on)
        event.wishes_close_at = shift.deadline(event.wishes_close_at, event.zone)
        event.answers_close_at = shift.deadline(event.answers_close_at, event.zone)
        if event.phase is Phase.DRAFT:
            event.opens_at = shift.deadline(event.opens_at, event.zone)
        for block in blocks:
            block.day, block.starts, block.ends = shift.day(block.day), shift.wall(block.starts), shift.wall(block.ends)
        for leg in _rows(session, event, Leg):
            leg.starts_on, leg.ends_on = shift.day(leg.starts_on), shift.day(leg.ends_on)
        move_timed(session, slots, shift)
        move_timed(session, items, shift)
        _move_people(session, event, shift)
        for row in (session.get(RegistrationForm, event.id), session.get(PresentationCall, event.id)):
            if row is not None:
                row.closes_at = shift.deadline(row.closes_at, event.zone)
    move_campaigns(session, event, timedelta(days=shift.days))
    return event


def _check(event: Event, shift: EventShift) -> None:
    if not shift.days and not shift.minutes:
        raise InvalidInput(N_("This is where the event stands already."))
    if abs(shift.days) > FARTHEST:
        raise InvalidInput(N_("An event moves by three years at most. Make another one as a copy of it."))
    if shift.day(event.starts_on) < clock.local(clock.now(), event.zone).date():
        raise InvalidInput(N_("The first day has passed."))


def _rows(session: Session, event: Event, kind: type[Row]) -> Sequence[Row]:
    return session.exec(select(kind).filter_by(event_id=event.id).order_by("id")).all()


def move_timed(session: Session, rows: Iterable[Slot | ProgrammeItem], shift: EventShift) -> None:
    """Move rows with wall times and instants, those first whose new time is not yet that of another row.

    Raises `InvalidInput` for hours beyond midnight, or in which the clocks change.
    """
    later = shift.days > 0 or (shift.days == 0 and shift.minutes > 0)
    for row in sorted(rows, key=lambda row: row.starts_at, reverse=later):
        lasts = row.ends_at - row.starts_at
        row.day, row.starts, row.ends = shift.day(row.day), shift.wall(row.starts), shift.wall(row.ends)
        row.starts_at, row.ends_at = clock.span(row.day, row.starts, row.ends, row.zone)
        there = clock.local(row.starts_at, row.zone).time() == row.starts
        if not there or row.ends_at - row.starts_at != lasts:
            raise InvalidInput(N_("The clocks change within these hours. Choose another day."))
        session.flush()


def _move_people(session: Session, event: Event, shift: EventShift) -> None:
    for registration in _rows(session, event, Registration):
        if registration.arrives_day is not None:
            registration.arrives_day = shift.day(registration.arrives_day)
        if registration.leaves_day is not None:
            registration.leaves_day = shift.day(registration.leaves_day)
    absences = select(Absence).join(Registration, col(Registration.id) == col(Absence.registration_id))
    for absence in session.exec(absences.where(Registration.event_id == event.id)).all():
        absence.day = shift.day(absence.day)
    steps = select(Prospect).join(Counterpart, col(Counterpart.id) == col(Prospect.counterpart_id))
    for prospect in session.exec(steps.where(Counterpart.event_id == event.id)).all():
        prospect.due_on = None if prospect.due_on is None else shift.day(prospect.due_on)
