"""What a reader has seen of the releases."""

from sqlalchemy import update
from sqlmodel import Session, col

from matchmaker.models import Registration


def mark_seen(session: Session, registration_id: int, number: int) -> None:
    """Remember that the person has looked at release `number` (never goes back)."""
    session.execute(
        update(Registration)
        .where(col(Registration.id) == registration_id, col(Registration.seen_release) < number)
        .values(seen_release=number)
    )
