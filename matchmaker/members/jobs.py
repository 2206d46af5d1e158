"""Reminders of renewals by themselves, in the communities that want them."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.members.commands.renewals import remind
from matchmaker.members.queries.renewals import read_renewals
from matchmaker.models import BY_ITSELF, Community

HOURS = range(8, 18)
"""Of the day: nobody is reminded at night."""
MISSED = timedelta(days=3)
"""For so long a reminder is made up for, for example after a standstill; a longer notice that is set today writes to
nobody who is due already."""


def remind_due(url: str | None = None) -> int:
    """Queue the reminders that are due now, and return how many."""
    now = clock.local(clock.now(), clock.DEFAULT_ZONE)
    if now.hour not in HOURS:
        return 0
    with transaction(url) as session:
        wanting = session.exec(select(Community).where(col(Community.renewal_days).is_not(None))).all()
        return sum(_remind(session, community, now.date()) for community in wanting)


def _remind(session: Session, community: Community, today: date) -> int:
    """Remind the contacts of those whose day has come; to those who were due before, staff write themselves."""
    oldest = today + timedelta(days=community.renewal_days or 0) - MISSED
    due = frozenset(one.period_id for one in read_renewals(session, community, today) if one.ends_on >= oldest)
    return remind(session, community, today, only=due, actor=BY_ITSELF)
