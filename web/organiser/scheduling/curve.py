"""The picture of how a run came to its result: what it had found, and what was proved, over time.

Only coordinates are computed here; the template draws them as SVG, so that the picture needs no script, prints, and
follows the colours of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from matchmaker.scheduling.queries.runs import ProgressPoint

LEFT, RIGHT, TOP, BOTTOM = 46, 404, 20, 164
"""The labels of the lines stand to the right of the picture, so that no line crosses them."""
APART = 16
"""Between two labels."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line or mark of an axis at `at` (SVG units) with its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class CurveRow:
    """A line of the table that says the same: seconds, value found, bound proved (None: nothing yet)."""

    seconds: float
    value: int
    bound: int | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawing of one goal: two stepped lines, their ends, and both axes."""

    goal: str
    found: str
    """Points of an SVG polyline, as `proved` (empty where nothing was proved)."""
    proved: str
    found_y: float
    """Where the line of what was found ends."""
    found_label_y: float
    proved_label_y: float
    rows: tuple[CurveRow, ...]
    """One per change, for the table."""
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM

    @property
    def last(self) -> CurveRow:
        return self.rows[-1]


def draw(points: Sequence[ProgressPoint], goal: str, *, ends_at: float | None = None) -> Curve | None:
    """Return the curve of `goal` up to `ends_at` seconds (the last point if None); None before the first value."""
    rows = [
        CurveRow(point.seconds, number.value, number.bound)
        for point in points
        if (number := point.goal(goal)) is not None
    ]
    return _drawn(rows, goal, max(ends_at or 0.0, points[-1].seconds, 1.0)) if rows else None


def draw_wishes(points: Sequence[ProgressPoint]) -> Curve | None:
    """Return the curve of the wishes met; None where none were counted. Nothing is proved of their number alone."""
    rows = [CurveRow(point.seconds, point.wishes.wishes.met, None) for point in points if point.wishes is not None]
    return _drawn(rows, "wishes", max(points[-1].seconds, 1.0)) if rows else None


def _drawn(rows: list[CurveRow], goal: str, end: float) -> Curve:
    rows = _changes(rows)
    known = [row.value for row in rows] + [row.bound for row in rows if row.bound is not None]
    low, high, step = scale(min(known), max(known))

    def x(seconds: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * min(seconds / end, 1.0), 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    found = _steps([(x(row.seconds), y(row.value)) for row in rows], x(end))
    bounds = [(x(row.seconds), y(row.bound)) for row in rows if row.bound is not None]
    found_y = y(rows[-1].value)
    proved_y = bounds[-1][1] if bounds else found_y
    found_label, proved_label = _apart(found_y, proved_y) if bounds else (found_y + 4, found_y)
    return Curve(
        goal=goal,
        found=found,
        proved=_steps(bounds, x(end)) if bounds else "",
        found_y=found_y,
        found_label_y=found_label,
        proved_label_y=proved_label,
        rows=tuple(rows),
        y_ticks=tuple(Tick(y(low + step * i), str(low + step * i)) for i in range(round((high - low) / step) + 1)),
        x_ticks=tuple(Tick(x(end * part), f"{end * part:.0f}") for part in (0, 0.5, 1)),
    )


def _changes(rows: Sequence[CurveRow]) -> list[CurveRow]:
    """Keep the first row, those that differ from the one before, and the last."""
    kept = [rows[0]]
    kept += [row for before, row in pairwise(rows) if (row.value, row.bound) != (before.value, before.bound)]
    if rows[-1].seconds > kept[-1].seconds:
        kept.append(rows[-1])
    return kept


def scale(low: int, high: int) -> tuple[int, int, int]:
    """Return a round lowest and highest value and the step between three to five lines that hold `low` to `high`."""
    span = max(high - low, 1)
    magnitude = 10 ** floor(log10(span))
    step = next(max(1, int(magnitude * factor)) for factor in (0.5, 1, 2, 5, 10) if span / (magnitude * factor) <= 4)
    bottom = floor(low / step) * step
    top = max(ceil(high / step) * step, bottom + step)
    return bottom, top, step


def _steps(points: Sequence[tuple[float, float]], end: float) -> str:
    """Return a polyline that holds each value until the next one, to the right edge."""
    path = [points[0]]
    for (_, level), (at, new) in pairwise(points):
        path += [(at, level), (at, new)]
    path.append((end, points[-1][1]))
    return " ".join(f"{x:g},{y:g}" for x, y in path)


def _apart(found: float, proved: float) -> tuple[float, float]:
    """Return the heights of the two labels: each at the end of its line, but not over the other one."""
    middle, gap = (found + proved) / 2, max(abs(found - proved), APART) / 2
    upper, lower = middle - gap + 4, middle + gap + 4
    return (upper, lower) if found <= proved else (lower, upper)
