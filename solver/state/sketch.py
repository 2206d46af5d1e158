"""A schedule whose concrete places are still open: what the search works on."""

from dataclasses import dataclass

Sketch = dict[int, "Choice"]
"""By request number; requests that are absent are not placed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """When a request begins, who goes for its parties, and in which kind of place (`solver.state.place_kinds`)."""

    slot: int
    agents: tuple[int, ...]
    kind: int
