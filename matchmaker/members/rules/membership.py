"""Memberships by periods: the state of a member on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matchmaker.models import Community, TierPeriod

SOON = 60
"""Days before its end from which a membership counts as ending, where the community does not say."""


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
        return Membership(state, current.tier, current.ends_on, current.starts_on)
    if later is not None:
        return Membership(MembershipState.COMING, later.tier, later.ends_on, later.starts_on)
    return Membership(MembershipState.ENDED, known[-1].tier, known[-1].ends_on, known[-1].starts_on)


def following(period: TierPeriod) -> tuple[date, date] | None:
    """Return first and last day of a renewal: as long as the period, right after it; None for one without end."""
    if period.ends_on is None:
        return None
    try:
        starts_on = period.ends_on + timedelta(days=1)
        months = (starts_on.year - period.starts_on.year) * 12 + starts_on.month - period.starts_on.month
        if months > 0 and starts_on.day == period.starts_on.day:
            years, month = divmod(starts_on.month - 1 + months, 12)
            return starts_on, date(starts_on.year + years, month + 1, starts_on.day) - timedelta(days=1)
        return starts_on, starts_on + (period.ends_on - period.starts_on)
    except (OverflowError, ValueError):
        return None
