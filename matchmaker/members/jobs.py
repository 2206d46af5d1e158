"""Reminders of renewals by themselves, in the communities that want them."""

from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.members.commands.renewals import remind
from matchmaker.models import BY_ITSELF, Community

HOURS = range(8, 18)
"""Of the day: nobody is reminded at night."""


def remind_due(url: str | None = None) -> int:
    """Queue the reminders that are due now, and return how many."""
    now = clock.local(clock.now(), clock.DEFAULT_ZONE)
    if now.hour not in HOURS:
        return 0
    with transaction(url) as session:
        wanting = session.exec(select(Community).where(col(Community.renewal_days).is_not(None))).all()
        return sum(remind(session, community, now.date(), actor=BY_ITSELF) for community in wanting)
