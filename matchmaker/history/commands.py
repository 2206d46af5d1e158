"""Retention of the history."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.models import AuditEntry


def forget_old(session: Session) -> None:
    """Delete the entries that are older than the configuration keeps them."""
    oldest = clock.now() - timedelta(days=get_config().history_days)
    old = col(AuditEntry.at) < oldest
    # the parts of an entry go with it, whenever they were written
    session.execute(delete(AuditEntry).where(col(AuditEntry.part_of_id).in_(select(AuditEntry.id).where(old))))
    session.execute(delete(AuditEntry).where(old))
