"""Single changes of a problem: a fix brings at least something, a relief at most."""

from dataclasses import dataclass
from enum import StrEnum

from solver.model.finding import Finding
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """A change (as of a `Fix`) that may let in up to so many requests of the finding, and no more."""

    finding: Finding
    change: Fix
    up_to: int
    still: Finding | None
    """What keeps the others out when the change is made; None if nothing is known to."""
    smaller: Finding | None
    """What keeps out more of them when one place, or the last slot, less is changed; None if nothing is less."""
