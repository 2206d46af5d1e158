"""Sessions: their secret keys, and the limits after which they are over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from matchmaker.base.config import Config

PARTICIPANT_IDLE = timedelta(days=30)
"""Also the lifetime of a participant's cookie."""
LONGEST_NOTE = timedelta(minutes=5)
NOTES_PER_IDLE = 24
"""The last use is written this often within the idle limit, at most every `LONGEST_NOTE`: not with every request."""
FRESH = timedelta(minutes=15)
"""For how long a log-in by a link proves that the person is there: then they may end other sessions (ASVS V7.5.2)."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """For how long a session may be idle, and last in all."""

    idle: timedelta
    total: timedelta

    def are_reached(self, began_at: datetime, used_at: datetime, now: datetime) -> bool:
        """Tell whether a session is over."""
        return now - used_at >= self.idle or now - began_at >= self.total

    def want_note(self, used_at: datetime, now: datetime) -> bool:
        """Tell whether the use of a session is to be written."""
        return now - used_at >= min(LONGEST_NOTE, self.idle / NOTES_PER_IDLE)


def is_fresh(began_at: datetime, now: datetime) -> bool:
    """Tell whether a log-in is so fresh that it may end other sessions without another one."""
    return now - began_at < FRESH


def session_limits(config: Config, *, staff: bool) -> SessionLimits:
    """Return the limits of the staff's sessions, or of participants'."""
    if staff:
        return SessionLimits(timedelta(minutes=config.staff_idle_minutes), timedelta(hours=config.staff_hours))
    return SessionLimits(PARTICIPANT_IDLE, timedelta(days=config.participant_days))


def new_key() -> str:
    """Return a random key for a session, of 256 bits."""
    return token_urlsafe(32)


def key_hash(key: str) -> str:
    """Return what the database keeps of a key: SHA-256, as the key is random."""
    return sha256(key.encode()).hexdigest()
