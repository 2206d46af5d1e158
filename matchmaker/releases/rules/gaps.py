"""Gaps in the day of a person: free times between two meetings, as breaks are defined.

Lunch, absences and the programme are no gap, and end one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

LUNCH_FROM, LUNCH_TO = time(12), time(14)
LUNCH = timedelta(minutes=45)
"""So long a time between slots is lunch, or another pause of everybody."""


class Filling(StrEnum):
    """What a span of somebody's day holds."""

    MEETING = "meeting"
    FREE = "free"
    OTHER = "other"
    """The programme, an absence, a pause that is kept free."""


FILLINGS: Mapping[str, Filling] = {"meeting": Filling.MEETING, "goes_on": Filling.MEETING, "free": Filling.FREE}
"""By the kinds of cells of a grid and of a person's days; all others are `OTHER`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A slot, or an item of the programme, in wall times."""

    day: date
    starts: time
    ends: time
    filling: Filling

    @classmethod
    def of(cls, day: date, starts: time, ends: time, kind: str) -> "Span":
        """Return the span that a cell of a kind shows."""
        return cls(day, starts, ends, FILLINGS.get(kind, Filling.OTHER))

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.starts)

    @property
    def is_over(self) -> datetime:
        return datetime.combine(self.day, self.ends)


@dataclass(frozen=True, slots=True)
class Gap:
    """Free slots one after the other, between two meetings of a day."""

    day: date
    starts: time
    ends: time
    slots: int

    @property
    def minutes(self) -> int:
        begins, ends = (datetime.combine(self.day, wall) for wall in (self.starts, self.ends))
        return (ends - begins) // timedelta(minutes=1)

    @property
    def long(self) -> bool:
        """Whether it is more than one slot without a meeting."""
        return self.slots > 1


def longest_gap(spans: Iterable[Span]) -> Gap | None:
    """Return the longest gap in spans that are in order of time, the first of several; None where there is none."""
    days: dict[date, list[Span]] = {}
    for span in spans:
        days.setdefault(span.day, []).append(span)
    runs = [run for day in days.values() for run in _runs(day)]
    if not runs:
        return None
    longest = max(runs, key=lambda run: run[-1].is_over - run[0].begins)
    return Gap(longest[0].day, longest[0].starts, longest[-1].ends, len(longest))


class Timed(Protocol):
    """Something with a day and wall times, such as a column of a grid."""

    @property
    def day(self) -> date: ...
    @property
    def starts(self) -> time: ...
    @property
    def ends(self) -> time: ...


def gap_in(times: Iterable[Timed], kinds: Iterable[str]) -> Gap | None:
    """Return the longest gap in cells of some kinds, one for each time."""
    return longest_gap(Span.of(at.day, at.starts, at.ends, kind) for at, kind in zip(times, kinds, strict=True))


def _runs(day: Sequence[Span]) -> Iterable[Sequence[Span]]:
    """Yield the free spans between meetings that follow each other without a pause."""
    lunch = _lunch(day)
    met, run = False, list[Span]()
    done: list[list[Span]] = []
    for span in day:
        if span.filling is Filling.MEETING:
            yield from (one for one in (*done, run) if one)
            met, run, done = True, [], []
        elif span.filling is Filling.FREE and met and span not in lunch:
            if run and span.begins - run[-1].is_over >= LUNCH:
                done, run = [*done, run], []
            run.append(span)
        else:
            done, run = [*done, run], []


def _lunch(day: Sequence[Span]) -> Sequence[Span]:
    """Return the spans at lunch time of a day whose slots leave no time to eat between them."""
    slots = [one for one in day if one.filling is not Filling.OTHER and one.starts < LUNCH_TO and one.ends > LUNCH_FROM]
    free_from = datetime.combine(day[0].day, LUNCH_FROM)
    for slot in slots:
        if slot.begins - free_from >= LUNCH:
            return ()
        free_from = max(free_from, slot.is_over)
    return () if datetime.combine(day[0].day, LUNCH_TO) - free_from >= LUNCH else slots
