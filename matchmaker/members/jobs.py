"""Reminders of renewals by themselves, in the communities that want them."""

from datetime import date

import structlog
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.members.commands.renewals import lock_reminders, remind
from matchmaker.members.queries.renewals import due_by_itself
from matchmaker.models import BY_ITSELF, Community

log = structlog.get_logger(__name__)

HOURS = range(8, 18)
"""Of the day: nobody is reminded at night."""


def remind_due(url: str | None = None) -> int:
    """Queue the reminders that are due now, each community in a transaction of its own; return how many."""
    if clock.local(clock.now(), clock.DEFAULT_ZONE).hour not in HOURS:
        return 0
    with transaction(url) as session:
        wanting = session.exec(select(Community.id).where(col(Community.renewal_days).is_not(None))).all()
    queued = 0
    for community_id in wanting:
        try:
            with transaction(url) as session:
                queued += _remind(session, session.get_one(Community, community_id), clock.today())
        except Exception:
            # one community must not stop the others
            log.exception("not_reminded", community_id=community_id)
    return queued


def _remind(session: Session, community: Community, today: date) -> int:
    lock_reminders(session, community)
    due = due_by_itself(session, community, today, community.renewal_days or 0)
    return remind(session, community, due, actor=BY_ITSELF)
