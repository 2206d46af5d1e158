"""Unsubscribe links for reminders and digests of one registration: signed, not stored."""

import re

from sqlmodel import Session

from matchmaker.base.links import unsubscribe_page
from matchmaker.base.signing import LENGTH, is_signed, signature
from matchmaker.models import Registration

_TOKEN = re.compile(rf"([1-9][0-9]{{0,14}})-([0-9a-f]{{{LENGTH}}})")


def stop_url(registration_id: int) -> str:
    """Return the address of the page that ends reminders and news for a registration."""
    return unsubscribe_page(f"{registration_id}-{signature(_signed(registration_id))}")


def read_stop_token(session: Session, token: str) -> Registration | None:
    """Return whose mails the token ends; None for one that we never made."""
    match = _TOKEN.fullmatch(token)
    if match is None or not is_signed(_signed(int(match[1])), match[2]):
        return None
    return session.get(Registration, int(match[1]))


def _signed(registration_id: int) -> str:
    return f"mails:{registration_id}"
