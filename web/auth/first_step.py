"""First step of a log-in with a second factor, kept in the signed session cookie: the password was right."""

from dataclasses import asdict, dataclass
from typing import Self

from flask import session as cookie

from matchmaker.base import clock
from matchmaker.models import Staff, row_id
from matchmaker.people.queries.accounts import password_proof

FIRST_STEP = "first_step"
"""Where a session keeps the values of its `FirstStep`."""
STEP_SECONDS = 300
"""How long the second step of a log-in may take."""


@dataclass(frozen=True)
class FirstStep:
    """A right password that waits for the code of the second factor; it grants nothing.

    `proof` is that of `password_proof`: a change of the password ends the wait.
    """

    staff: int
    proof: str
    began: int

    @classmethod
    def of(cls, staff: Staff) -> Self:
        return cls(row_id(staff), password_proof(staff), _now())

    @classmethod
    def of_session(cls) -> Self | None:
        """Return what the session waits for; None once it has waited too long."""
        kept = cookie.get(FIRST_STEP)
        step = cls(**kept) if kept and "proof" in kept else None
        return step if step and _now() - step.began < STEP_SECONDS else None

    def keep(self) -> None:
        """Write it into the session."""
        cookie[FIRST_STEP] = asdict(self)


def _now() -> int:
    return int(clock.now().timestamp())
