"""The only place that reads the system clock; conversions between wall time and instants.

Local wall time with its IANA zone is the truth; UTC stands beside it for queries. Zone data come from the pinned
PyPI `tzdata`, never from the system's files, so that every machine computes the same instants.
"""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

zoneinfo.reset_tzpath([])


def now() -> datetime:
    """Return the present instant, aware, in UTC, without microseconds."""
    return datetime.now(UTC).replace(microsecond=0)


DEFAULT_ZONE = "Europe/Brussels"
"""Of people who have no event yet, and of communities."""


def today() -> date:
    """Return the present day where the installation is at home (`DEFAULT_ZONE`), for what belongs to no event."""
    return local(now(), DEFAULT_ZONE).date()


def zone(name: str) -> ZoneInfo:
    """Return the zone called `name`; raises `zoneinfo.ZoneInfoNotFoundError` for an unknown one."""
    return ZoneInfo(name)


def instant(day: date, wall: time, zone_name: str) -> datetime:
    """Return the UTC instant at which clocks in `zone_name` show `wall` on `day` (the first one if it comes twice)."""
    return datetime.combine(day, wall, tzinfo=ZoneInfo(zone_name)).astimezone(UTC)


def span(day: date, starts: time, ends: time, zone_name: str) -> tuple[datetime, datetime]:
    """Return the UTC instants of two wall times; the second is on the next day unless it is the later one."""
    last_day = day if starts < ends else day + timedelta(days=1)
    return instant(day, starts, zone_name), instant(last_day, ends, zone_name)


def shift(leaves: datetime, zone_name: str, arrives: datetime, other: str) -> int:
    """Return by how many minutes a watch is put forward (negative: back) between two moments in two zones.

    A change of the clocks meanwhile counts too.
    """
    passed = local(arrives, other).replace(tzinfo=None) - local(leaves, zone_name).replace(tzinfo=None)
    return (passed - (arrives - leaves)) // timedelta(minutes=1)


def local(moment: datetime, zone_name: str) -> datetime:
    """Return `moment` as shown by clocks in `zone_name`."""
    return moment.astimezone(ZoneInfo(zone_name))
