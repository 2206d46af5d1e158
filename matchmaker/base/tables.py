"""Tables as files for spreadsheets: CSV, with a guard against formula injection.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break is run as a formula by spreadsheets that open the
file (OWASP, CSV injection). Texts come from participants, so such a text is written with an apostrophe before it.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None
"""None is an empty cell; numbers are written as they are, since a number is never a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of as many cells."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def to_csv(table: Table) -> bytes:
    """Return CSV in UTF-8 with a byte-order mark and semicolons: what Excel of Belgium opens with a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for row in (table.headings, *table.rows):
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
