"""Hours at which a counterpart could meet: whole hours of the days on which the mission is in its city.

They are made of the absences of whoever takes part for it, as any schedule reads them: wall times of the city. Before
its first yes nobody takes part, so that there are none. Where meetings are planned in the city, only the hours of slots
in which one could be are offered: the other ones say nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlmodel import Session, col, select

from matchmaker.base.names import email_key
from matchmaker.models import (
    Absence,
    Block,
    Counterpart,
    Delegation,
    Event,
    Leg,
    Person,
    Registration,
    Slot,
    Venue,
    sendable,
)
from matchmaker.prospects.queries.meeting_slots import meeting_slots, most_meetings
from matchmaker.scheduling.rules.tokens import absences_token

FIRST, LAST = 9, 17
"""Between which hours of a day people are asked; earlier and later ones where meetings are planned."""
LATEST = 23
"""The last hour of a day that ends on it."""


@dataclass(frozen=True, slots=True)
class ReceivingHour:
    """One hour of a day, and whether it suits."""

    day: date
    starts: time
    ends: time
    free: bool
    offered: bool = True
    """Whether a meeting could be in it, or in a part of it."""
    alone: bool = True
    """Whether a meeting fits into it, without the hour before or after."""

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()}T{self.starts:%H}"


@dataclass(frozen=True, slots=True)
class FreeDay:
    """The hours of a day that suit, those that follow one another as one span."""

    day: date
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivingHours:
    """The hours of whoever takes part for a counterpart in its city."""

    registration_id: int
    said: bool
    """Whether somebody has answered when it suits, be it with every hour."""
    days: tuple[tuple[date, tuple[ReceivingHour, ...]], ...]
    token: str
    """Of the absences from which they are made."""
    fits: int | None
    """How many meetings could be in the hours that suit; None while none are planned in the city."""

    @property
    def hours(self) -> tuple[ReceivingHour, ...]:
        """All of them, also those that are not offered."""
        return tuple(hour for _day, hours in self.days for hour in hours)

    @property
    def offered(self) -> tuple[ReceivingHour, ...]:
        return tuple(hour for hour in self.hours if hour.offered)

    @property
    def offered_days(self) -> tuple[tuple[date, tuple[ReceivingHour, ...]], ...]:
        """The days with an hour that is offered, each with those hours."""
        found = ((day, tuple(hour for hour in hours if hour.offered)) for day, hours in self.days)
        return tuple((day, hours) for day, hours in found if hours)

    @property
    def limited(self) -> bool:
        """Whether some hour that is offered does not suit."""
        return not all(hour.free for hour in self.offered)

    @property
    def free_days(self) -> tuple[FreeDay, ...]:
        """The days with an hour that is offered and suits."""
        found = (FreeDay(day, tuple(_spans(hours))) for day, hours in self.offered_days)
        return tuple(day for day in found if day.spans)


def read_hours(session: Session, event: Event, counterpart: Counterpart) -> ReceivingHours | None:
    """Return the hours of a counterpart by day; None while nobody takes part for it. Two dozen queries at most."""
    registration_id = receiver_of(session, event, counterpart)
    if registration_id is None:
        return None
    registration = session.get_one(Registration, registration_id)
    leg = session.get_one(Leg, counterpart.leg_id)
    absences = absences_of(session, registration_id)
    planned = session.exec(
        select(Block)
        .join(Venue, col(Venue.id) == col(Block.venue_id))
        .where(Block.event_id == event.id, Venue.leg_id == leg.id)
    ).all()
    slots = meeting_slots(session, event, counterpart, registration) if planned else ()
    days = [leg.starts_on + timedelta(days=number) for number in range((leg.ends_on - leg.starts_on).days + 1)]
    free = [slot for slot in slots if not any(overlaps(one, slot) for one in absences)]
    return ReceivingHours(
        registration_id=registration_id,
        said=registration.availability_at is not None,
        days=tuple(
            (day, tuple(_hours(day, [block for block in planned if block.day == day], absences, slots))) for day in days
        ),
        token=absences_token(absences),
        fits=most_meetings(free) if slots else None,
    )


def receiver_of(session: Session, event: Event, counterpart: Counterpart) -> int | None:
    """Return the registration of whoever takes part for a counterpart: its contact, or the first of its people."""
    people = session.exec(
        select(Registration.id, Person.email_key)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .where(
            Registration.event_id == event.id,
            Delegation.organisation_id == counterpart.organisation_id,
            ~Delegation.withdrawn,
            sendable(),
        )
        .order_by(col(Registration.id))
    ).all()
    contact = email_key(counterpart.email)
    return next((number for number, key in people if key == contact), next((number for number, _ in people), None))


def absences_of(session: Session, registration_id: int) -> list[Absence]:
    """Return when somebody does not want meetings, by time."""
    statement = select(Absence).where(Absence.registration_id == registration_id)
    return list(session.exec(statement.order_by(col(Absence.day), col(Absence.starts), col(Absence.id))).all())


def overlaps(absence: Absence, hour: ReceivingHour | Slot) -> bool:
    """Tell whether somebody is absent in a part of an hour, or of a meeting."""
    return absence.day == hour.day and absence.starts < hour.ends and hour.starts < absence.ends


def _hours(
    day: date, planned: Sequence[Block], absences: Sequence[Absence], slots: Sequence[Slot]
) -> Iterator[ReceivingHour]:
    """Return the hours of a day; without `slots` each is offered."""
    first = min([FIRST, *(block.starts.hour for block in planned)])
    last = max([LAST, *(block.ends.hour + (block.ends > time(block.ends.hour)) for block in planned)])
    for number in range(first, min(last, LATEST)):
        hour = ReceivingHour(day, time(number), time(number + 1), free=True)
        in_it = [slot for slot in slots if slot.day == day and slot.starts < hour.ends and hour.starts < slot.ends]
        yield ReceivingHour(
            day,
            hour.starts,
            hour.ends,
            free=not any(overlaps(one, hour) for one in absences),
            offered=not slots or bool(in_it),
            alone=not slots or any(hour.starts <= slot.starts and slot.ends <= hour.ends for slot in in_it),
        )


def _spans(hours: Iterable[ReceivingHour]) -> Iterator[tuple[time, time]]:
    begun: tuple[time, time] | None = None
    for hour in hours:
        if not hour.free:
            continue
        if begun is not None and begun[1] == hour.starts:
            begun = (begun[0], hour.ends)
            continue
        if begun is not None:
            yield begun
        begun = (hour.starts, hour.ends)
    if begun is not None:
        yield begun
