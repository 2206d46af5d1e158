"""Cell parsers for days, wall times and time zones."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from matchmaker.base import clock
from matchmaker.base.i18n import N_
from matchmaker.imports.cells import BadCell

YEARS = range(1900, 2101)
"""Members may have joined long ago."""
NO_DAY = N_("Column “%(column)s”: “%(value)s” is not a day of the event (%(first)s to %(last)s).")


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall time, on a stated day or on one that the context gives."""

    day: date | None
    at: time


def day(cell: str) -> date:
    """Accept 2027-03-11, or 11/03/2027 with the day first."""
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cell)
    local = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", cell)
    parts = iso.groups() if iso else local.groups()[::-1] if local else None
    try:
        if parts and int(parts[0]) in YEARS:
            return date(*map(int, parts))
    except ValueError:
        pass
    raise BadCell(N_("Column “%(column)s”: “%(value)s” is not a date. Write it like 2027-03-11."))


def wall(cell: str) -> Wall:
    """Accept 14:00, 14h00, or a date before it."""
    found = re.fullmatch(r"(?:(\S+)[\sT]+)?(\d{1,2})\s?[:hH.]\s?(\d{2})?(?::00)?", cell.strip())
    if found and int(found[2]) < 24 and int(found[3] or 0) < 60:
        return Wall(day(found[1]) if found[1] else None, time(int(found[2]), int(found[3] or 0)))
    raise BadCell(N_("Column “%(column)s”: “%(value)s” is not a time. Write it like 14:00 or 2027-03-11 14:00."))


def clock_time(cell: str) -> time:
    """Accept a time of the day alone."""
    found = wall(cell)
    if found.day is not None:
        raise BadCell(N_("Column “%(column)s”: “%(value)s” has a date. Write the time only, like 14:00."))
    return found.at


def day_time(cell: str) -> datetime:
    """Accept a date with a time; the wall time is returned with no zone, which the event gives."""
    found = wall(cell)
    if found.day is None:
        raise BadCell(N_("Column “%(column)s”: “%(value)s” lacks a date. Write it like 2027-03-11 14:00."))
    return datetime.combine(found.day, found.at)


def walls(cell: str) -> list[Wall]:
    """Accept times separated by |."""
    return [wall(part.strip()) for part in cell.split("|") if part.strip()]


def zone(cell: str) -> str:
    """Accept the name of a time zone."""
    try:
        return clock.zone(cell).key
    except (KeyError, ValueError, OSError) as error:
        raise BadCell(
            N_("Column “%(column)s”: the time zone “%(value)s” is unknown. Write one like Europe/Brussels.")
        ) from error
