"""CSV reader: bytes to a grid; detects encoding and separator."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.base.i18n import N_
from matchmaker.imports import texts
from matchmaker.imports.grid import LOOKED_AT, MAX_COLUMNS, MAX_LINES, CellGrid, IsHeader, Record, header_line

HEADER_SIGNS = 20_000
"""How much of the text decides on the separator."""
SEPARATORS = (";", ",", "\t")


def read_csv(data: bytes, known: IsHeader) -> CellGrid:
    """Return the lines of a CSV file; raises TooMany beyond 5,000 of them, and InvalidInput for what is no CSV text."""
    text, encoding = texts.decode(data)
    separator = _separator(text, known)
    records = tuple(record for record in _records(text, separator) if record.is_filled)
    return CellGrid(records, encoding, separator, notices=tuple(texts.notices(text, encoding)))


def _separator(text: str, known: IsHeader) -> str:
    """Return the separator with which most headers are known; among equals the one that makes most columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    told = re.fullmatch(r"sep=(.)", first.strip(" \r\n"))
    if told and told[1] in SEPARATORS:
        return told[1]
    head = text[:HEADER_SIGNS]

    def score(separator: str) -> tuple[int, int]:
        lines = [
            [texts.clean(cell) for cell in cells[:MAX_COLUMNS]] for cells in islice(_lines(head, separator), LOOKED_AT)
        ]
        return header_line(lines, known)[1], max(map(len, lines), default=0)

    return max(SEPARATORS, key=score)


def _lines(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the lines of cells that are not empty, up to one that cannot be read."""
    try:
        for cells in csv.reader(StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in cells):
                yield cells
    except csv.Error:
        return


def _records(text: str, separator: str) -> list[Record]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[Record] = []
    number = 0
    told = False
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return records
        except csv.Error as error:
            raise _broken(number) from error
        if not records and not told and re.fullmatch(r"sep=.?", cells[0] if cells else ""):
            told = True
            continue
        if number > MAX_LINES + 1:
            raise TooMany(N_("This file has more than 5,000 lines. Import it in parts."))
        records.append(Record(number, tuple(map(texts.clean, cells[: MAX_COLUMNS + 1]))))


def _broken(number: int) -> InvalidInput:
    return InvalidInput(
        N_(
            "Line %(line)d: a quotation mark is opened and not closed, or stands in the middle of a cell. "
            "Write it twice inside a quoted cell, and once at the end of it."
        ),
        line=number,
    )
