"""Cutting a block of the day into slots, in the wall time of its venue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from matchmaker.base import clock


@dataclass(frozen=True, slots=True)
class CutSlot:
    """Wall times of a slot, and its instants; none where the clocks change within it."""

    starts: time
    ends: time
    starts_at: datetime | None
    ends_at: datetime | None


def cut(day: date, starts: time, ends: time, *, zone: str, minutes: int, changeover: int) -> Iterator[CutSlot]:
    """Yield the slots of a block: `minutes` long, `changeover` minutes apart, as many as fit."""
    length, pause = timedelta(minutes=minutes), timedelta(minutes=changeover)
    at, end = datetime.combine(day, starts), datetime.combine(day, ends)
    while at + length <= end:
        until = at + length
        first, last = (clock.instant(day, wall.time(), zone) for wall in (at, until))
        there = [clock.local(instant, zone).time() for instant in (first, last)] == [at.time(), until.time()]
        whole = there and last - first == length
        yield CutSlot(at.time(), until.time(), first if whole else None, last if whole else None)
        at = until + pause
