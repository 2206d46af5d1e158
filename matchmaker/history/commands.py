"""Retention of the history."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.models import AuditEntry


def forget_old(session: Session) -> None:
    """Delete the entries that are older than the configuration keeps them."""
    oldest = clock.now() - timedelta(days=get_config().history_days)
    session.execute(delete(AuditEntry).where(col(AuditEntry.at) < oldest))
