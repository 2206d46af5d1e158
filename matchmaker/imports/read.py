"""CSV reader: detects separator and header, returns a table of texts, knows nothing of columns."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.base.i18n import N_
from matchmaker.imports import texts
from matchmaker.imports.preview import RowMessage

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 5000
MAX_COLUMNS = 300
"""Each header is compared with all of ours: a line of a million would keep the machine busy for an hour."""
HEADER_SIGNS = 20_000
"""How much of the text decides on the separator."""
LOOKED_AT = 10
"""Among so many first lines that are not empty the header is looked for: people put titles above it."""
SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the file, numbered as a spreadsheet does (an empty line counts, a line break in a cell does not)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The header and the lines below it that are not empty."""

    header: Record
    records: tuple[Record, ...]
    encoding: str
    separator: str
    notices: tuple[RowMessage, ...]


def read_table(data: bytes, known: Callable[[str], bool]) -> Sheet:
    """Return the table in `data`; `known` tells whether a header is one of ours, which decides on the separator and on
    the line that has the headers.

    Raises TooMany beyond 5,000 lines, 300 columns or 5 MB, before anything is interpreted, and InvalidInput for what
    is no CSV text.
    """
    if len(data) > MAX_BYTES:
        raise TooMany(
            N_("This file has %(size)s MB; the most is 5 MB. Remove what is not needed, or import it in parts."),
            size=f"{len(data) / 1024 / 1024:.1f}",
        )
    text, encoding = texts.decode(data)
    separator = _separator(text, known)
    filled = [record for record in _records(text, separator) if any(cell.strip(" ;,") for cell in record.cells)]
    if not filled:
        raise InvalidInput(N_("This file is empty. Its first line must hold the names of the columns."))
    above, _score = _header([record.cells for record in filled[:LOOKED_AT]], known)
    if len(filled[above].cells) > MAX_COLUMNS:
        raise TooMany(N_("The first line of this file has more than 300 cells. Keep only the columns that are needed."))
    notices = texts.notices(text, encoding)
    if above:
        titles = ", ".join(cell for record in filled[:above] for cell in record.cells if cell)
        notices.append(
            RowMessage(N_("What stands above the names of the columns is not used: %(text)s."), {"text": titles[:200]})
        )
    return Sheet(filled[above], tuple(filled[above + 1 :]), encoding, separator, tuple(notices))


def _header(lines: Sequence[Sequence[str]], known: Callable[[str], bool]) -> tuple[int, int]:
    """Return which of the first lines has most known names of columns, the first among equals, and how many."""
    scores = [sum(known(cell) for cell in cells[:MAX_COLUMNS]) for cells in lines]
    best = max(scores, default=0)
    return (scores.index(best) if scores else 0), best


def _separator(text: str, known: Callable[[str], bool]) -> str:
    """Return the separator with which most headers are known; among equals the one that makes most columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    told = re.fullmatch(r"sep=(.)", first.strip(" \r\n"))
    if told and told[1] in SEPARATORS:
        return told[1]
    head = text[:HEADER_SIGNS]

    def score(separator: str) -> tuple[int, int]:
        lines = [[texts.clean(cell) for cell in cells] for cells in islice(_lines(head, separator), LOOKED_AT)]
        return _header(lines, known)[1], max(map(len, lines), default=0)

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
        records.append(Record(number, tuple(map(texts.clean, cells))))


def _broken(number: int) -> InvalidInput:
    return InvalidInput(
        N_(
            "Line %(line)d: a quotation mark is opened and not closed, or stands in the middle of a cell. "
            "Write it twice inside a quoted cell, and once at the end of it."
        ),
        line=number,
    )
