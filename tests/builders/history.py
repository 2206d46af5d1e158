"""The audit trail as tests compare it."""

from sqlmodel import Session, col, select

from matchmaker.models import AuditEntry


def trail(session: Session) -> list[tuple[str, str, str, str]]:
    """Return actor, act, subject and client of every entry that is no part of another, the oldest first."""
    whole = col(AuditEntry.part_of_id).is_(None)
    rows = session.exec(select(AuditEntry).where(whole).order_by(col(AuditEntry.id))).all()
    return [(row.actor, row.verb, row.subject, row.client) for row in rows]
