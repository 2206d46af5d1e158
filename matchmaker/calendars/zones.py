"""VTIMEZONE components, in the subset of rules that all tested calendar programs read correctly.

Where the zone's yearly rule (the POSIX footer of its file in the pinned `tzdata`) holds for all the years needed, one
STANDARD and one DAYLIGHT with RRULE; else one sub-component per change of the clock, each with a single DTSTART.
Never lists of RDATE: several programs read them an hour wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

from matchmaker.base import clock

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_NAME = r"(?:<(?P<{0}_quoted>[^>]+)>|(?P<{0}>[A-Za-z]+))"
_OFFSET = r"(?P<{0}_offset>[+-]?\d{{1,3}}(?::\d\d){{0,2}})"
_DATE = r",M(?P<{0}_month>\d+)\.(?P<{0}_week>\d)\.(?P<{0}_weekday>\d)(?:/(?P<{0}_time>[+-]?\d+(?::\d\d){{0,2}}))?"
_FOOTER = re.compile(
    _NAME.format("std")
    + _OFFSET.format("std")
    + "(?:"
    + _NAME.format("dst")
    + "(?:"
    + _OFFSET.format("dst")
    + ")?"
    + _DATE.format("start")
    + _DATE.format("end")
    + ")?"
)
_LAST_WEEK = 5


@dataclass(frozen=True)
class Transition:
    """Clocks go from one offset to another."""

    onset: datetime
    """Naive wall time just before the change (RFC 5545, 3.6.5)."""
    before: timedelta
    after: timedelta
    name: str


@dataclass(frozen=True)
class YearlyTransition:
    """A change that comes every year on the same weekday of a month."""

    month: int
    week: int
    """1 to 5, where 5 means the last one."""
    weekday: int
    """0 is Sunday, as POSIX counts."""
    time: timedelta
    before: timedelta
    after: timedelta
    name: str

    def in_year(self, year: int) -> Transition:
        first = datetime(year, self.month, 1)  # noqa: DTZ001 -- wall time of no zone yet
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7, weeks=self.week - 1)
        while day.month != self.month:
            day -= timedelta(weeks=1)
        return Transition(day + self.time, self.before, self.after, self.name)

    @property
    def rrule(self) -> vRecur:
        number = -1 if self.week == _LAST_WEEK else self.week
        return vRecur(FREQ="YEARLY", BYMONTH=self.month, BYDAY=f"{number}{_WEEKDAYS[self.weekday]}")


@lru_cache(maxsize=256)
def timezone_component(zone_name: str, first_year: int, last_year: int) -> Timezone:
    """Return the VTIMEZONE of a zone for events in the years given, both included."""
    component = Timezone()
    component.add("TZID", zone_name)
    actual = tuple(_changes(zone_name, first_year - 1, last_year))
    yearly = _yearly_changes(zone_name)
    promised = sorted(
        (rule.in_year(year) for year in range(first_year - 1, last_year + 1) for rule in yearly),
        key=lambda change: change.onset,
    )
    if yearly and tuple(promised) == actual:
        for rule in yearly:
            component.add_component(_part(rule.in_year(first_year - 1), rule.rrule))
        return component
    component.add_component(_part(_state_at(zone_name, first_year - 1)))
    for change in actual:
        component.add_component(_part(change))
    return component


def _part(change: Transition, rule: vRecur | None = None) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.DTSTART = change.onset
    part.TZOFFSETFROM, part.TZOFFSETTO = change.before, change.after
    part.add("TZNAME", change.name)
    if rule is not None:
        part.add("RRULE", rule)
    return part


def _state_at(zone_name: str, year: int) -> Transition:
    """Return what clocks show at the beginning of a year, as a change from the same offset."""
    moment = datetime(year, 1, 1, tzinfo=clock.zone(zone_name))
    offset = _offset(moment)
    return Transition(moment.replace(tzinfo=None), offset, offset, moment.tzname() or zone_name)


def _changes(zone_name: str, first_year: int, last_year: int) -> Iterator[Transition]:
    """Yield every change of the clock from the first instant of `first_year` (UTC) to the last of `last_year`."""
    zone, step = clock.zone(zone_name), timedelta(hours=12)
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        before, after = _offset(moment.astimezone(zone)), _offset((moment + step).astimezone(zone))
        if before != after:
            low, high = moment, moment + step
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                low, high = (middle, high) if _offset(middle.astimezone(zone)) == before else (low, middle)
            yield Transition((high + before).replace(tzinfo=None), before, after, high.astimezone(zone).tzname() or "")
        moment += step


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _yearly_changes(zone_name: str) -> tuple[YearlyTransition, ...]:
    """Return the two changes of the zone's yearly rule; nothing where it has none that an RRULE can say."""
    data = files("tzdata").joinpath("zoneinfo", *zone_name.split("/")).read_bytes()
    match = _FOOTER.fullmatch(data.rsplit(b"\n", 2)[-2].decode())
    if match is None or match["start_month"] is None:
        return ()
    # POSIX counts offsets westward.
    standard = -_duration(match["std_offset"])
    summer = -_duration(match["dst_offset"]) if match["dst_offset"] else standard + timedelta(hours=1)
    changes = (
        _yearly(match, "start", standard, summer, match["dst_quoted"] or match["dst"]),
        _yearly(match, "end", summer, standard, match["std_quoted"] or match["std"]),
    )
    same_day = timedelta(0), timedelta(days=1)
    return changes if all(same_day[0] <= change.time < same_day[1] for change in changes) else ()


def _yearly(match: re.Match[str], which: str, before: timedelta, after: timedelta, name: str) -> YearlyTransition:
    return YearlyTransition(
        month=int(match[f"{which}_month"]),
        week=int(match[f"{which}_week"]),
        weekday=int(match[f"{which}_weekday"]),
        time=_duration(match[f"{which}_time"] or "2"),
        before=before,
        after=after,
        name=name,
    )


def _duration(text: str) -> timedelta:
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    duration = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -duration if text.startswith("-") else duration
