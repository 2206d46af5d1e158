"""A goal as a separable convex cost: of placed requests, and of how many of a group are placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ConvexGroup:
    """Requests of which only the number placed counts: `costs[k]` if k of them are, rising ever faster (convex)."""

    requests: Sequence[int]
    costs: Sequence[int]


@dataclass(frozen=True, slots=True)
class Terms:
    """`constant` + the costs of the placed requests + the costs of the groups."""

    requests: Mapping[int, int] = field(default_factory=dict)
    groups: Sequence[ConvexGroup] = ()
    constant: int = 0
