"""One log-in on one device, kept in the signed session cookie; the database knows which ones were ended."""

from dataclasses import asdict, dataclass, replace
from secrets import token_urlsafe
from typing import Self

from flask import session as cookie

from matchmaker.base import clock
from matchmaker.base.config import Config

LOGIN = "login"
"""Where a session keeps the values of its `Login`."""
FIRST_STEP = "first_step"
"""Where a session keeps the values of its `FirstStep`."""
STEP_SECONDS = 300
"""How long the second step of a log-in may take."""
NOTE_EVERY = 60
"""Seconds between two notes that a log-in is in use."""


@dataclass(frozen=True)
class Login:
    """A log-in: the key by which it can be ended, its beginning and its last use in seconds since 1970."""

    key: str
    began: int
    seen: int

    @classmethod
    def new(cls) -> Self:
        return cls(token_urlsafe(16), _now(), _now())

    @classmethod
    def of_session(cls) -> Self | None:
        kept = cookie.get(LOGIN)
        return cls(**kept) if kept else None

    def is_over(self, config: Config) -> bool:
        """Tell whether a limit on log-ins of the staff is reached: idle for too long, or too long in all."""
        now = _now()
        return now - self.seen >= config.staff_idle_minutes * 60 or now - self.began >= config.staff_hours * 3600

    def is_aged(self, config: Config) -> bool:
        """Tell whether the limit on log-ins of participants is reached, however often they come back."""
        return _now() - self.began >= config.participant_days * 86_400

    def keep(self) -> None:
        """Write the log-in into the session."""
        cookie[LOGIN] = asdict(self)

    def note_use(self) -> None:
        """Note in the session that the log-in is in use, at most once a minute."""
        if _now() - self.seen >= NOTE_EVERY:
            replace(self, seen=_now()).keep()


@dataclass(frozen=True)
class FirstStep:
    """A right password that waits for the code of the second factor; it grants nothing.

    `epoch` is that of the account: a change of the password ends the wait.
    """

    staff: int
    epoch: int
    began: int

    @classmethod
    def new(cls, staff: int, epoch: int) -> Self:
        return cls(staff, epoch, _now())

    @classmethod
    def of_session(cls) -> Self | None:
        """Return what the session waits for; None once it has waited too long."""
        kept = cookie.get(FIRST_STEP)
        step = cls(**kept) if kept else None
        return step if step and _now() - step.began < STEP_SECONDS else None

    def keep(self) -> None:
        """Write it into the session."""
        cookie[FIRST_STEP] = asdict(self)


def _now() -> int:
    return int(clock.now().timestamp())
