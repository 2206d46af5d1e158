"""The schedule that people know already, from which a plan stays close.

A person is *displaced* who loses or moves a meeting of the reference that could stay, or takes one over from somebody
else, and *disturbed* who is displaced or gains a meeting (docs/decisions/0030-staying-close.md has the whole rule).
"""

from dataclasses import dataclass
from enum import StrEnum

from solver.model.schedule import Assignment, Schedule


class Mode(StrEnum):
    """What may be given up of the reference. Without any reference a plan is made afresh."""

    ADD = "add"
    """Nothing: nobody is displaced, and what fits beside it is added."""
    CLOSE = "close"
    """As many people may be displaced as `Request.allowance` says of the requests that are gained."""
    BETTER = "better"
    """Everything that value and fairness need; then as few people as possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The meetings that people know; they may break rules of the problem, and name what it no longer has."""

    assignments: tuple[Assignment, ...]
    mode: Mode = Mode.CLOSE

    @property
    def schedule(self) -> Schedule:
        """The same by request."""
        return Schedule({item.request: item for item in self.assignments})
