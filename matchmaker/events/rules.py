"""Until when participants may change what they said."""

from datetime import datetime

from matchmaker.models import Event, Phase


def wishes_open(event: Event, now: datetime) -> bool:
    """Return whether wishes may be added, ordered and removed at `now`."""
    return event.phase is Phase.OPEN and (event.wishes_close_at is None or now < event.wishes_close_at)


def answers_open(event: Event, now: datetime) -> bool:
    """Return whether interest may be answered, and availability and pace changed, at `now`."""
    return event.phase is Phase.OPEN and (event.answers_close_at is None or now < event.answers_close_at)
