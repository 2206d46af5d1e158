"""Dates of an event: when it opens by itself, when wishes and answers close."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, Event, Phase, Staff, record, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDates:
    """Instants; none where nothing is planned."""

    opens_at: datetime | None
    wishes_close_at: datetime | None
    answers_close_at: datetime | None

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(
            opens_at=event.opens_at, wishes_close_at=event.wishes_close_at, answers_close_at=event.answers_close_at
        )


def dates_token(event: Event) -> str:
    """Return the token of the dates that a form begins with (optimistic locking)."""
    return content_token(event.phase, event.opens_at, event.wishes_close_at, event.answers_close_at)


def check_dates(event: Event, new: EventDates) -> None:
    """Raise `InvalidInput` for dates that do not fit together; what is as it was may lie in the past."""
    wishes, answers = new.wishes_close_at, new.answers_close_at
    if wishes and answers and answers < wishes:
        raise InvalidInput(N_("Answers close before wishes do: nobody could answer the last ones."))
    if answers and clock.local(answers, event.zone).date() > event.ends_on:
        raise InvalidInput(N_("Answers close after the event is over."))
    if new.opens_at == event.opens_at:
        return
    if event.phase is not Phase.DRAFT:
        raise InvalidInput(N_("The event is open already."))
    if new.opens_at and new.opens_at <= clock.now():
        raise InvalidInput(N_("The opening lies in the past. Open the event on the page of the preparation."))
    if new.opens_at and wishes and new.opens_at >= wishes:
        raise InvalidInput(N_("The event would open after the wishes have closed."))


def save_dates(
    session: Session, event: Event, new: EventDates, *, shown: str, staff: Staff, undoes: bool = False
) -> Event:
    """Change the dates of an event; `shown` is the token that the form began with. Nobody is mailed by it.

    The history keeps the wall times from which and to which each date moved, and whether that undoes a change.

    Raises `Stale` if somebody has changed them meanwhile, and the `InvalidInput` of `check_dates`.
    """
    event = lock_event(session, row_id(event))
    if shown != dates_token(event):
        raise Stale
    check_dates(event, new)
    moved = _moved(event, new)
    event.opens_at = new.opens_at
    event.wishes_close_at, event.answers_close_at = new.wishes_close_at, new.answers_close_at
    session.add(event)
    record(session, staff.name, Act.MOVE_DATES, event_id=row_id(event), moved=moved, undoes=undoes)
    session.flush()
    return event


def _moved(event: Event, new: EventDates) -> dict[str, tuple[str, str]]:
    """Return the dates that change, from and to as ISO wall times of the event's zone; empty for none."""
    before = asdict(EventDates.of(event))
    return {
        name: (_wall(before[name], event.zone), _wall(at, event.zone))
        for name, at in asdict(new).items()
        if at != before[name]
    }


def _wall(at: datetime | None, zone: str) -> str:
    return f"{clock.local(at, zone):%Y-%m-%dT%H:%M}" if at else ""
