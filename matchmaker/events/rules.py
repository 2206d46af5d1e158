"""Until when participants may change what they said."""

from datetime import datetime

from matchmaker.base import clock
from matchmaker.models import Event, Phase


def is_over(event: Event, now: datetime) -> bool:
    """Return whether the last day of an event is over at `now`, by the event's clocks."""
    return clock.local(now, event.zone).date() > event.ends_on


def wishes_open(event: Event, now: datetime) -> bool:
    """Return whether wishes may be added, ordered and removed at `now`."""
    return event.phase is Phase.OPEN and (event.wishes_close_at is None or now < event.wishes_close_at)


def answers_open(event: Event, now: datetime) -> bool:
    """Return whether interest may be answered, and availability and pace changed, at `now`."""
    return event.phase is Phase.OPEN and (event.answers_close_at is None or now < event.answers_close_at)
