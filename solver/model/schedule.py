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
    agents: tuple[str, str]
    """Who goes for each side, in the order of the request's sides."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Assignments by request id; requests that are absent are not scheduled."""

    assignments: Mapping[str, Assignment] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.assignments)
