"""Bars of the report, with their coordinates: the template writes them as SVG (decision 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LONGEST = 520, 400
"""Of the picture, and of its longest bar."""
ROW, TOP, THICK = 54, 26, 14
"""Height of a row, of the words above its bar, and of the bar."""


@dataclass(frozen=True, slots=True)
class ReportBar:
    """One row: its words, the whole, the part of it that counts, and what at the end of it is not known."""

    label: str
    whole: int
    part: int
    y: int
    whole_width: int
    part_width: int
    unknown_width: int = 0

    @property
    def unknown_x(self) -> int:
        return self.whole_width - self.unknown_width

    @property
    def bar_y(self) -> int:
        return self.y + TOP

    @property
    def words_y(self) -> int:
        """Baseline of the words above the bar."""
        return self.y + TOP - 9

    @property
    def number_y(self) -> int:
        """Baseline of the number beside the bar."""
        return self.bar_y + THICK - 3


@dataclass(frozen=True, slots=True)
class BarChart:
    """All rows, and how high the picture is."""

    bars: tuple[ReportBar, ...]
    width: int = WIDTH
    thick: int = THICK

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def bar_chart(rows: Sequence[tuple[str, int, int, int]]) -> BarChart:
    """Return the bars of rows of words, whole, part and what is not known; the longest whole has the full length."""
    most = max((whole for _label, whole, _part, _unknown in rows), default=0) or 1
    return BarChart(
        tuple(
            ReportBar(label, whole, part, ROW * place, *(LONGEST * number // most for number in (whole, part, unknown)))
            for place, (label, whole, part, unknown) in enumerate(rows)
        )
    )
