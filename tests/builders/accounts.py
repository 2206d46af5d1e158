"""Accounts and log-ins of the staff, without pages."""

import sqlite3

from sqlmodel import Session

from matchmaker.models import Event, Staff
from matchmaker.people.commands.accounts import create_organiser, verified
from matchmaker.people.queries.accounts import password_hash_of
from matchmaker.people.rules.passwords import hash_password, is_password, renewed_hash


def authenticate(session: Session, email: str, password: str) -> Staff | None:
    """Who has this address and password, as the page of the log-in finds out."""
    known = password_hash_of(session, email)
    return verified(session, email, known, renewed_hash(known, password)) if is_password(known, password) else None


def make_organiser(session: Session, email: str, name: str, password: str, event: Event) -> Staff:
    """An account with a password that organises the event."""
    return create_organiser(session, email, name, hash_password(password, about=(name, email)), event)


def check_lock_is_free(sqlite_url: str) -> None:
    """Raise OperationalError if somebody holds the write lock of the database."""
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
