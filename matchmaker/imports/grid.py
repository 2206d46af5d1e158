"""Grid of texts as a file holds it, before anything is known of its columns; limits of what is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matchmaker.imports.preview import RowMessage

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 5000
MAX_COLUMNS = 300
"""Each header is compared with all of ours: a line of a million would keep the machine busy for an hour."""
LOOKED_AT = 10
"""Among so many first lines that are not empty the header is looked for: people put titles above it."""

IsHeader = Callable[[str], bool]
"""Tells whether a header is one of ours."""


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the file, numbered as a spreadsheet does (an empty line counts, a line break in a cell does not)."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_filled(self) -> bool:
        return any(cell.strip(" ;,") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CellGrid:
    """The lines of a CSV file, or of one sheet of a workbook, that are not empty."""

    records: tuple[Record, ...]
    encoding: str
    """Of the bytes of a CSV file, else the format of the workbook."""
    separator: str = ""
    name: str = ""
    """Of the sheet."""
    notices: tuple[RowMessage, ...] = ()


def header_line(lines: Sequence[Sequence[str]], known: IsHeader) -> tuple[int, int]:
    """Return which of the first lines has most known names of columns, the first among equals, and how many.

    Where no name is known, a line with one cell is a title, and the header is the first line that has more.
    """
    looked_at = [cells[:MAX_COLUMNS] for cells in lines[:LOOKED_AT]]
    scores = [sum(known(cell) for cell in cells) for cells in looked_at]
    best = max(scores, default=0)
    if best:
        return scores.index(best), best
    return next((place for place, cells in enumerate(looked_at) if sum(map(bool, cells)) > 1), 0), 0


def shorten(value: str, most: int = 120) -> str:
    """Return `value` on one line, cut to be shown in a sentence."""
    line = " ".join(value.split())
    return line if len(line) <= most else line[: most - 1] + "…"
