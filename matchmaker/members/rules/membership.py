"""Memberships by periods: the state of a member on a day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matchmaker.models import Community, TierPeriod

SOON = 60
"""Days before its end from which a membership counts as ending, where the community does not say."""

SHORTEST_PROPOSED = 183
"""Days of a new membership that a form proposes, at least."""


class MembershipState(StrEnum):
    """How the membership of an organisation stands."""

    CURRENT = "current"
    ENDING = "ending"
    """Current, ends soon, and nothing follows."""
    ENDED = "ended"
    COMING = "coming"
    """Not yet begun."""
    NONE = "none"
    """Never was."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The membership of an organisation on a day."""

    state: MembershipState
    tier: str = ""
    """Of the day; of the last or the next period where there is none on that day."""
    ends_on: date | None = None
    """When it ends or has ended; None for no end, and for none at all."""
    starts_on: date | None = None
    renewal: TierPeriod | None = None
    """The last of the periods that follow that of the day, without a day between."""


def ending_within(community: Community) -> int:
    """Return the days before its end from which a membership of a community counts as ending."""
    return SOON if community.renewal_days is None else community.renewal_days


def covers(period: TierPeriod, day: date) -> bool:
    """Tell whether a period holds on a day."""
    return period.starts_on <= day and (period.ends_on is None or day <= period.ends_on)


def overlap(one: TierPeriod, starts_on: date, ends_on: date | None) -> bool:
    """Tell whether a period shares a day with the span from `starts_on` to `ends_on` (None: without end)."""
    return (one.ends_on is None or starts_on <= one.ends_on) and (ends_on is None or one.starts_on <= ends_on)


def membership(periods: Iterable[TierPeriod], today: date, days: int) -> Membership:
    """Return how a membership stands; `days` before its end it is ending."""
    known = sorted(periods, key=lambda period: period.starts_on)
    if not known:
        return Membership(MembershipState.NONE)
    current = next((period for period in known if covers(period, today)), None)
    later = next((period for period in known if period.starts_on > today), None)
    if current is not None:
        limit = today + timedelta(days=days)
        ending = current.ends_on is not None and current.ends_on <= limit and later is None
        state = MembershipState.ENDING if ending else MembershipState.CURRENT
        return Membership(state, current.tier, current.ends_on, current.starts_on, _renewal(current, known))
    if later is not None:
        return Membership(MembershipState.COMING, later.tier, later.ends_on, later.starts_on)
    return Membership(MembershipState.ENDED, known[-1].tier, known[-1].ends_on, known[-1].starts_on)


def _renewal(current: TierPeriod, known: Iterable[TierPeriod]) -> TierPeriod | None:
    last = current
    for period in known:
        if last.ends_on is not None and (period.starts_on - last.ends_on).days == 1:
            last = period
    return None if last is current else last


def last_day_of_year(starts_on: date) -> date | None:
    """Return the last day of a year that begins on a day; None beyond the calendar."""
    if starts_on.year == date.max.year:
        return None
    leap_day = (starts_on.month, starts_on.day) == (2, 29)
    month, day = (3, 1) if leap_day else (starts_on.month, starts_on.day)
    return date(starts_on.year + 1, month, day) - timedelta(days=1)


def following(period: TierPeriod) -> tuple[date, date] | None:
    """Return first and last day of a renewal as it is proposed: the year after a period; None for one without end."""
    if period.ends_on is None or period.ends_on == date.max:
        return None
    starts_on = period.ends_on + timedelta(days=1)
    ends_on = last_day_of_year(starts_on)
    return None if ends_on is None else (starts_on, ends_on)


def usual_end(ends: Iterable[date], starts_on: date) -> date | None:
    """Return the last day that is proposed for a membership from a day on: that of the year on which most others end.

    It lies half a year ahead at least; without others, a year is proposed.
    """
    days = Counter((one.month, one.day) for one in ends)
    days.pop((2, 29), None)
    if not days or starts_on.year > date.max.year - 2:
        return last_day_of_year(starts_on)
    (month, day), _times = days.most_common(1)[0]
    earliest = starts_on + timedelta(days=SHORTEST_PROPOSED)
    return date(earliest.year + ((month, day) < (earliest.month, earliest.day)), month, day)
