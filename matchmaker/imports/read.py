"""CSV reader: detects encoding and separator, returns a table of texts, knows nothing of columns."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.base.i18n import N_
from matchmaker.imports.preview import RowMessage

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 5000
MAX_COLUMNS = 300
"""Each header is compared with all of ours: a line of a million would keep the machine busy for an hour."""
HEADER_SIGNS = 20_000
"""How much of the first line decides on the separator."""
SEPARATORS = (";", ",", "\t")

_FOREIGN = (
    (
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
        N_("This is an Excel or OpenDocument file. In your spreadsheet, save it as “CSV UTF-8” and choose that file."),
    ),
    ((b"%PDF",), N_("This is a PDF document. Choose the CSV file that it was made from.")),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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
    """Return the table in `data`; `known` tells whether a header is one of ours, which decides on the separator.

    Raises TooMany beyond 5,000 lines, 300 columns or 5 MB, before anything is interpreted, and InvalidInput for what
    is no CSV text.
    """
    if len(data) > MAX_BYTES:
        raise TooMany(
            N_("This file has %(size)s MB; the most is 5 MB. Remove what is not needed, or import it in parts."),
            size=f"{len(data) / 1024 / 1024:.1f}",
        )
    text, encoding = _decode(data)
    separator = _separator(text, known)
    records = _records(text, separator)
    filled = [record for record in records if any(cell.strip() for cell in record.cells)]
    if not filled:
        raise InvalidInput(N_("This file is empty. Its first line must hold the names of the columns."))
    if len(filled[0].cells) > MAX_COLUMNS:
        raise TooMany(N_("The first line of this file has more than 300 cells. Keep only the columns that are needed."))
    notices: tuple[RowMessage, ...] = ()
    if encoding == "Windows-1252":
        notices = (
            RowMessage(N_("The file is not in UTF-8; it was read as Windows-1252. Please check the accents below.")),
        )
    return Sheet(filled[0], tuple(filled[1:]), encoding, separator, notices)


def _decode(data: bytes) -> tuple[str, str]:
    for starts, sentence in _FOREIGN:
        if data.startswith(starts):
            raise InvalidInput(sentence)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries: Sequence[tuple[str, str]] = (("utf-16", "UTF-16"),)
    else:
        tries = (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"))
    for codec, name in tries:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text, name
    raise InvalidInput(
        N_("This is not a text file. In your spreadsheet, save the table as “CSV UTF-8” and choose that file.")
    )


def _separator(text: str, known: Callable[[str], bool]) -> str:
    """Return the separator with which most headers are known; among equals the one that makes most columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    told = re.fullmatch(r"sep=(.)", first.strip(" \r\n"))
    if told and told[1] in SEPARATORS:
        return told[1]

    def score(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first[:HEADER_SIGNS]], delimiter=separator), [])
        return sum(known(cell) for cell in cells[:MAX_COLUMNS]), len(cells)

    try:
        return max(SEPARATORS, key=score)
    except csv.Error as error:
        raise _broken(1) from error


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
        records.append(Record(number, tuple(cells)))


def _broken(number: int) -> InvalidInput:
    return InvalidInput(
        N_(
            "Line %(line)d: a quotation mark is opened and not closed, or stands in the middle of a cell. "
            "Write it twice inside a quoted cell, and once at the end of it."
        ),
        line=number,
    )
