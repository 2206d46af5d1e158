"""Validation report: violated rules and the value of every goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from solver.model.result import Goal


class Rule(StrEnum):
    """The hard rules; `Violation.ids` names the request first, then whom or what it concerns."""

    UNKNOWN = "unknown"
    """An assignment of something that the problem does not have, or with a key that is not its request."""
    LENGTH = "length"
    """A meeting longer than one slot runs over the end of its block."""
    SLOT = "slot"
    PLACE = "place"
    """The place is not among the allowed ones, or in another venue than the slot."""
    OWNER = "owner"
    """Somebody else's booth."""
    CLOSED = "closed"
    CAPACITY = "capacity"
    CANDIDATE = "candidate"
    """A side or a role has not exactly one of its candidates, or somebody goes for two."""
    AVAILABILITY = "availability"
    ONE_PLACE = "one_place"
    """An agent in two meetings at once, or without the time to travel between them."""
    VETO = "veto"
    MAXIMUM = "maximum"
    MAXIMUM_RECEIVED = "maximum_received"
    MAX_PER_DAY = "max_per_day"
    MAX_IN_A_ROW = "max_in_a_row"
    KEEP_ONE_FREE = "keep_one_free"
    PIN = "pin"
    ORDER = "order"
    """A request begins before one that must be over earlier."""
    PLACE_ALL = "place_all"
    BREAK_SPREAD = "break_spread"


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that the schedule breaks."""

    code: Rule
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The judgement of a schedule; a valid one has no violations."""

    violations: tuple[Violation, ...]
    scores: Mapping[Goal, int] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return not self.violations
