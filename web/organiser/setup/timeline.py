"""The dates of an event drawn to scale: bars, handles, weekends and today, in percent of the width."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import LazyString, lazy_gettext

from matchmaker.base import clock
from matchmaker.base.i18n import format_mark
from matchmaker.models import Event, Phase
from matchmaker.setup.commands.dates import EventDates
from web.i18n import language

DAY = timedelta(days=1)
LONG_BEFORE = timedelta(days=60)
MOST_WEEKS = 8
"""Up to this many weeks, each has its mark; longer times have one a month."""
MOST_MARKS = 8
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of the picture: from `left` to `left + width`; `was` is its end before the change that is tried."""

    field: str
    """Name of the date at its end (of its beginning, for the opening); empty where nothing can be dragged."""
    name: LazyString
    left: float
    width: float
    at: datetime | None
    """The date that the row is about; none for one that is not set."""
    was: float | None = None

    @property
    def end(self) -> float:
        return self.left + self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The picture; every number but `days` is a percentage of its width."""

    first: date
    days: int
    bars: tuple[Bar, ...]
    weekends: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, str], ...]
    today: float | None


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int
    zone: str

    def x(self, at: datetime) -> float:
        wall = clock.local(at, self.zone).replace(tzinfo=None)
        share = (wall - datetime.combine(self.first, time())) / (self.days * DAY)
        return round(100 * min(max(share, 0), 1), 2)

    def day(self, day: date) -> float:
        return round(100 * (day - self.first).days / self.days, 2)


def waiting_opening(event: Event, blocking: int) -> datetime | None:
    """Return the planned opening that has passed without the event having opened, as something blocks it."""
    planned = event.opens_at if event.phase is Phase.DRAFT and blocking else None
    return planned if planned is not None and planned <= clock.now() else None


def draw(event: Event, tried: EventDates) -> Timeline:
    """Return the picture of an event's dates as `tried`, with marks where those of `event` differ."""
    zone, kept, now = event.zone, EventDates.of(event), clock.now()
    dates = [tried.wishes_close_at, tried.answers_close_at, kept.wishes_close_at, kept.answers_close_at]
    days = [event.starts_on, *(clock.local(at, zone).date() for at in dates if at)]
    # what is long before the first date would press all others together
    long_before = clock.instant(min(days) - LONG_BEFORE, time(), zone)
    begun = tried.opens_at or max(min(event.created_at, now), long_before)
    first = min(*days, clock.local(begun, zone).date()) - DAY
    scale = _Scale(first, (max(*days, event.ends_on) - first).days + 2, zone)
    starts = clock.instant(event.starts_on, time(), zone)
    ends = clock.instant(event.ends_on + DAY, time(), zone)

    def bar(field: str, name: LazyString, since: datetime | None, at: datetime | None, was: datetime | None) -> Bar:
        left = scale.x(since or begun)
        width = max(scale.x(at) - left, 0) if at else 0
        return Bar(
            field=field, name=name, left=left, width=width, at=at, was=scale.x(was) if was and was != at else None
        )

    return Timeline(
        first=first,
        days=scale.days,
        bars=(
            bar("opens", lazy_gettext("Opening"), tried.opens_at, tried.opens_at, kept.opens_at),
            bar("wishes_close", lazy_gettext("Wishes"), begun, tried.wishes_close_at, kept.wishes_close_at),
            bar("answers_close", lazy_gettext("Answers"), begun, tried.answers_close_at, kept.answers_close_at),
            bar("", lazy_gettext("Planning"), tried.answers_close_at or begun, starts, None),
            bar("", lazy_gettext("The event"), starts, ends, None),
        ),
        weekends=tuple((scale.day(day), round(100 * 2 / scale.days, 2)) for day in _saturdays(scale)),
        marks=tuple((scale.day(day), format_mark(day, language())) for day in _marked(scale)),
        today=scale.x(now) if scale.first <= clock.local(now, zone).date() < scale.first + scale.days * DAY else None,
    )


def _all_days(scale: _Scale) -> Iterator[date]:
    return (scale.first + number * DAY for number in range(scale.days))


def _saturdays(scale: _Scale) -> Iterator[date]:
    return (day for day in _all_days(scale) if day.weekday() == SATURDAY)


def _marked(scale: _Scale) -> list[date]:
    """Return the Mondays, or the first days of the months of a long time; not all of them of a very long one."""
    weekly = scale.days <= 7 * MOST_WEEKS
    days = [day for day in _all_days(scale) if (day.weekday() == 0 if weekly else day.day == 1)]
    return days[:: len(days) // MOST_MARKS + 1]
