"""What a reader has seen of the releases."""

from sqlalchemy import case, update
from sqlmodel import Session, col

from matchmaker.models import Registration


def mark_seen(session: Session, registration_id: int, number: int) -> None:
    """Remember that the person has looked at release `number` (never goes back); the first one holds no changes."""
    first = col(Registration.noted_release) == 0
    session.execute(
        update(Registration)
        .where(col(Registration.id) == registration_id, col(Registration.seen_release) < number)
        .values(seen_release=number, noted_release=case((first, number), else_=col(Registration.noted_release)))
    )


def note_changes(session: Session, registration: Registration, number: int) -> None:
    """Remember that the person has noted the changes up to release `number`, which they have seen."""
    registration.noted_release = max(registration.noted_release, min(number, registration.seen_release))
    session.add(registration)
    session.flush()
