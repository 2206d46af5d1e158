"""The picture of how full each slot is in two scenarios, against the places that can be used then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from matchmaker.scheduling.queries.side_by_side import SlotLoad
from web.organiser.scheduling.curve import Tick, scale

LEFT, RIGHT, TOP, BOTTOM = 36, 512, 12, 156
LABELS = 10
"""About so many hours fit below the picture."""


@dataclass(frozen=True, slots=True)
class SlotBars:
    """Two bars of a slot and the line of what is open, in SVG units."""

    x: float
    width: float
    """Of one bar."""
    before_y: float
    after_y: float
    open_y: float | None
    """None at an hour that is none of a slot any more."""
    starts: time | None
    """None where the hour has no room."""
    minor: bool
    """Whether a phone has no room for the hour."""


@dataclass(frozen=True, slots=True)
class LoadChart:
    """A drawing of the slots."""

    bars: tuple[SlotBars, ...]
    y_ticks: tuple[Tick, ...]
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def draw_loads(loads: Sequence[SlotLoad]) -> LoadChart | None:
    """Return the picture of the slots in order of time; None without slots."""
    if not loads:
        return None
    _, high, step = scale(0, max(max(load.before, load.after, load.open or 0) for load in loads))

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / high, 1)

    gap = (RIGHT - LEFT) / len(loads)
    every = -(-len(loads) // LABELS)
    bars = (
        SlotBars(
            x=round(LEFT + gap * (number + 0.15), 1),
            width=round(gap * 0.35, 1),
            before_y=y(load.before),
            after_y=y(load.after),
            open_y=None if load.open is None else y(load.open),
            starts=load.starts if number % every == 0 else None,
            minor=number // every % 2 == 1,
        )
        for number, load in enumerate(loads)
    )
    return LoadChart(tuple(bars), tuple(Tick(y(step * i), str(step * i)) for i in range(high // step + 1)))
