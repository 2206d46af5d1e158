"""The day as a picture to scale: times down, the slots of a table and the rooms of the programme across.

Only coordinates are computed here, across in per cent, down in pixels; the template draws them as SVG, so that the
picture needs no script, prints, follows the colours of the page, and keeps the size of its letters at every width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from matchmaker.events.queries.structure import ItemView
from matchmaker.models import Audience
from matchmaker.setup.queries.day import BlockSpan, DayThroughPlace, SlotView

BRACKET, SLOTS = 11.5, 17.0
"""Where the columns begin."""
ROOMS = 62.0
"""Where the rooms begin, if there are any."""
GAP = 0.8
TOP = 26
LEAST, DENSEST, WIDEST = 30, 1.1, 3.0
"""Least height of a slot, and pixels a minute: at least, at most."""
LONGEST_DAY = 24 * 60
LAST_MINUTE = time(23, 59)
MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: per cent across, pixels down."""

    x: str
    y: float
    width: str
    height: float


@dataclass(frozen=True, slots=True)
class Hour:
    """A mark of the ruler."""

    at: time
    y: float


@dataclass(frozen=True, slots=True)
class RoomColumn:
    """A room with its head."""

    name: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class DayPicture:
    """What is drawn of a day."""

    height: float
    slots_x: str
    slots_width: str
    hours: tuple[Hour, ...]
    blocks: tuple[tuple[BlockSpan, Box], ...]
    slots: tuple[tuple[SlotView, Box], ...]
    items: tuple[tuple[ItemView, Box], ...]
    columns: tuple[RoomColumn, ...]


def draw_day(day: DayThroughPlace, items: Sequence[ItemView]) -> DayPicture | None:
    """Return the picture of a day with the programme items of its venue; None if there is nothing to draw."""
    spans = [(block.starts, block.ends) for block in day.blocks] + [(item.starts, _until(item)) for item in items]
    if not spans:
        return None
    first = min(_minutes(starts) for starts, _ in spans) // 30 * 30
    last = -(max(_minutes(ends) for _, ends in spans) // -30) * 30
    shortest = min((_minutes(slot.ends) - _minutes(slot.starts) for slot in day.slots), default=30)
    scale = min(max(DENSEST, LEAST / max(shortest, 1)), WIDEST)

    def y(wall: time) -> float:
        return round(TOP + (_minutes(wall) - first) * scale, 1)

    def box(starts: time, ends: time, left: float, right: float) -> Box:
        return Box(f"{left:g}%", y(starts) + 1, f"{right - left - GAP:g}%", max(round(y(ends) - y(starts) - 2, 1), 1))

    whole = {item.id for item in items if item.audience is Audience.EVERYONE and not _meets(item, day.slots)}
    lanes = _lanes([item for item in items if item.id not in whole])
    edges = _edges(len(lanes))
    slots_end = ROOMS if lanes else 100.0
    in_lane = {item.id: number for number, (_, lane) in enumerate(lanes) for item in lane}
    return DayPicture(
        height=round(TOP + (last - first) * scale + 8, 1),
        slots_x=f"{SLOTS:g}%",
        slots_width=f"{slots_end - SLOTS - GAP:g}%",
        hours=tuple(
            Hour(time(minute // 60), round(TOP + (minute - first) * scale, 1))
            for minute in range(-(first // -60) * 60, min(last, LONGEST_DAY - 1) + 1, 60)
        ),
        blocks=tuple((block, box(block.starts, block.ends, BRACKET, SLOTS)) for block in day.blocks),
        slots=tuple((slot, box(slot.starts, slot.ends, SLOTS, slots_end)) for slot in day.slots),
        items=tuple(
            (item, box(item.starts, _until(item), SLOTS, 100.0))
            if item.id in whole
            else (item, box(item.starts, _until(item), *edges[in_lane[item.id]]))
            for item in items
        ),
        columns=tuple(
            RoomColumn(name, f"{left:g}%", f"{right - left - GAP:g}%")
            for (name, _), (left, right) in zip(lanes, edges, strict=True)
        ),
    )


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _until(item: ItemView) -> time:
    """Return where an item ends on the picture of its day: a journey through the night goes to the lower edge."""
    return item.ends if item.starts < item.ends else LAST_MINUTE


def _meets(item: ItemView, slots: Iterable[SlotView]) -> bool:
    return any(item.starts < slot.ends and slot.starts < _until(item) for slot in slots)


def _lanes(items: Iterable[ItemView]) -> list[tuple[str, list[ItemView]]]:
    """Return the columns: one a room, several where items of a room overlap; all others share the last one."""
    lanes: list[tuple[str, list[ItemView]]] = []
    for item in items:
        room = item.room or item.venue
        free = (lane for name, lane in lanes if name == room and not any(_overlap(item, other) for other in lane))
        lane = next(free, None)
        if lane is None and len(lanes) < MOST_COLUMNS:
            lane = []
            lanes.append((room, lane))
        (lanes[-1][1] if lane is None else lane).append(item)
    return lanes


def _overlap(one: ItemView, other: ItemView) -> bool:
    return one.starts < _until(other) and other.starts < _until(one)


def _edges(number: int) -> list[tuple[float, float]]:
    width = (100.0 - ROOMS) / max(number, 1)
    return [(round(ROOMS + place * width, 2), round(ROOMS + (place + 1) * width, 2)) for place in range(number)]
