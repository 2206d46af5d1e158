"""A single change of a problem, and what it brings."""

from dataclasses import dataclass
from enum import StrEnum

from solver.model.schedule import Assignment


class FixKind(StrEnum):
    """What is changed; `Fix.subject` says whose."""

    PLACES = "places"
    """`amount` more places in the `slots`, of the venue `subject`."""
    TIME = "time"
    """The person `subject` is there in the `slots` as well."""
    DELEGATE = "delegate"
    """One more person of the delegation `subject`, there all the time, may go instead of each of its candidates."""
    DELEGATION_LIMIT = "delegation_limit"
    """The delegation `subject` has no maximum, of any kind."""
    PERSONAL_LIMIT = "personal_limit"
    """The person `subject` has no limits: a day, in a row, a slot kept free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """The change lets at least these requests in, without moving anybody: the witness is where they go."""

    kind: FixKind
    subject: str
    slots: tuple[str, ...] = ()
    amount: int = 1
    value: int
    """Worth of the requests that it lets in."""
    lets_in: tuple[Assignment, ...]
    """On the changed problem (`solver.diagnose.fixes.changed`), added to the schedule, they break no rule."""
