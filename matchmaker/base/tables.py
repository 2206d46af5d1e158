"""Tables as files for spreadsheets: CSV and XLSX, with a guard against formula injection.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break is run as a formula by spreadsheets that open the
file (OWASP, CSV injection). Texts come from participants, so such a text is written with an apostrophe before it. A
workbook has typed cells: there a text is a text, whatever it begins with, and needs no apostrophe.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | float | date | time | None
"""None is an empty cell; numbers are written as they are, since a number is never a formula; times are wall times."""
LONGEST_TEXT = 32_767
"""Signs that a cell of a workbook holds."""
FIRST_DAY = date(1900, 3, 1)
"""Of those that every spreadsheet counts alike; an earlier one is written as a text."""
NARROWEST, WIDEST, MARGIN = 6, 60, 2
"""Of columns, in signs."""


class TableFormat(StrEnum):
    """The files that a table can be downloaded as; the values are their extensions."""

    CSV = "csv"
    XLSX = "xlsx"


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


def to_xlsx(table: Table) -> bytes:
    """Return a workbook of one sheet: typed cells, headings that stay in sight and filter, columns as wide as needed.

    Rows leave the memory one by one, so that their number does not matter.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            time: book.add_format({"num_format": "hh:mm:ss"}),
        }
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(table.headings):
            widest = max((len(str(row[column])) for row in table.rows if row[column] is not None), default=0)
            sheet.set_column(column, column, min(max(len(heading), widest, NARROWEST) + MARGIN, WIDEST))
            sheet.write_string(0, column, heading[:LONGEST_TEXT], bold)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, formats)
        if table.headings:
            sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: Mapping[type, Any]) -> None:
    """Write a cell by its type; what looks like a formula or a link stays the text that it is."""
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, time) or (isinstance(cell, date) and cell >= FIRST_DAY):
        sheet.write_datetime(row, column, cell, formats[type(cell)])
    elif cell is not None:
        sheet.write_string(row, column, str(cell)[:LONGEST_TEXT])
