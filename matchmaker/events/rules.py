"""Where an event stands, and until when participants may change what they said."""

from datetime import datetime
from enum import StrEnum

from matchmaker.base import clock
from matchmaker.base.errors import Closed
from matchmaker.base.i18n import N_
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


def require_not_archived(event: Event) -> None:
    """Raise `Closed` once the event is archived."""
    if event.phase is Phase.ARCHIVED:
        raise Closed(N_("This event is archived: nothing of it can be changed any more."))


class Stage(StrEnum):
    """Where an event stands: its phase, and within it what its dates say."""

    DRAFT = "draft"
    WISHES = "wishes"
    ANSWERS = "answers"
    """Wishes are closed, answers are not."""
    SCHEDULING = "scheduling"
    """Wishes and answers are closed, and the first day is to come."""
    LIVE = "live"
    OVER = "over"
    ARCHIVED = "archived"


def stage_of(event: Event, now: datetime) -> Stage:
    """Return where an event stands at `now`."""
    if event.phase is Phase.DRAFT or event.phase is Phase.ARCHIVED:
        return Stage(event.phase.value)
    if is_over(event, now):
        return Stage.OVER
    if clock.local(now, event.zone).date() >= event.starts_on:
        return Stage.LIVE
    if wishes_open(event, now):
        return Stage.WISHES
    return Stage.ANSWERS if answers_open(event, now) else Stage.SCHEDULING
