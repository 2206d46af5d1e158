"""The picture of a trade-off: wishes met against people disturbed, a point each that leads to its scenario.

The points stand side by side in their order, each above its number of people: between 20 people and all of them lies
more than a scale in proportion could show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from matchmaker.scheduling.queries.trade_off import TradeOffPoint
from web.organiser.scheduling.curve import LEFT, Tick, scale

RIGHT, TOP, BOTTOM = 510, 36, 196
INSET = 24
"""Between the axis and the first and the last point."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the picture, in SVG units."""

    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    point: TradeOffPoint


@dataclass(frozen=True, slots=True)
class TradeOffChart:
    """A drawing of the points, the line through them, and the line of the most that is possible."""

    line: str
    """Points of an SVG polyline."""
    spots: tuple[Dot, ...]
    published_y: float | None
    """How high what is published lies; None where the first point is as good, or nothing is published."""
    top_y: float
    y_ticks: tuple[Tick, ...]


def draw_trade_off(points: Sequence[TradeOffPoint], published: int | None = None) -> TradeOffChart | None:
    """Return the picture of points in the order of the people disturbed; None if there are none.

    Of points that disturb as many people, that with the most wishes is drawn; one that meets fewer wishes than one
    before (but more “must” wishes) stands in the table alone. `published` is how many wishes the release has met.
    """
    best: dict[int, TradeOffPoint] = {}
    for point in points:
        best[point.place] = max(best.get(point.place, point), point, key=lambda one: one.wishes)
    most = accumulate((point.wishes for point in best.values()), max)
    shown = [point for point, wishes in zip(best.values(), most, strict=True) if point.wishes == wishes]
    if not shown:
        return None
    apart = None if (shown[0].people, shown[0].wishes) == (0, published) else published
    heights = [one.wishes for one in shown] + ([] if apart is None else [apart])
    low, high, step = scale(min(heights), max(heights))

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    gap = (RIGHT - LEFT - 2 * INSET) / max(len(shown) - 1, 1)
    spots = []
    for number, point in enumerate(shown):
        x = round(LEFT + INSET + gap * number, 1)
        last = number == len(shown) - 1 and number > 0
        spots.append(
            Dot(
                x=x,
                y=y(point.wishes),
                label_x=x + (4 if last else 8),
                label_y=y(point.wishes) + 22,
                anchor="end" if last else "start",
                point=point,
            )
        )
    return TradeOffChart(
        line=" ".join(f"{spot.x:g},{spot.y:g}" for spot in spots),
        spots=tuple(spots),
        published_y=None if apart is None else y(apart),
        top_y=min(spot.y for spot in spots),
        y_ticks=tuple(Tick(y(low + step * i), str(low + step * i)) for i in range(round((high - low) / step) + 1)),
    )
