"""The schedule: which requests are placed, when, where and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A placed request."""

    request: str
    slot: str
    """The first slot, if it is longer than one."""
    place: str
    agents: tuple[str, ...]
    """Who goes for each party of the request, in their order: for the two sides, then for the roles."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Assignments by request id; requests that are absent are not scheduled."""

    assignments: Mapping[str, Assignment] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.assignments)
