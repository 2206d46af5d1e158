"""Agreement to the terms."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Registration


def agree(session: Session, registration: Registration) -> None:
    """Remember that the person accepts what the welcome page says; the first time counts."""
    if registration.agreed_at is None:
        registration.agreed_at = clock.now()
        session.flush()
