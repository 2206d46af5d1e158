"""Log-ins of the staff, without pages."""

from sqlmodel import Session

from matchmaker.models import Staff
from matchmaker.people.commands.accounts import verified
from matchmaker.people.queries import password_hash_of
from matchmaker.people.rules.passwords import is_password, renewed_hash


def authenticate(session: Session, email: str, password: str) -> Staff | None:
    """Who has this address and password, as the page of the log-in finds out."""
    known = password_hash_of(session, email)
    return verified(session, email, known, renewed_hash(known, password)) if is_password(known, password) else None
