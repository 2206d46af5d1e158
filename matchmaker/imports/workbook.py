"""Workbook reader (XLSX and ODS): bytes to one grid for each visible sheet, by a child process (see `unpack`)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypedDict, cast

from matchmaker.base.errors import InvalidInput, TooMany, TryLater
from matchmaker.base.i18n import N_
from matchmaker.imports import texts, unpack
from matchmaker.imports.grid import MAX_COLUMNS, MAX_LINES, CellGrid, Record

PATIENCE = 30
"""In seconds, for a child that waits for a processor."""
MOST_AT_ONCE = 2
"""Workbooks that one process reads at the same time: each may take the memory of `unpack.MEMORY`, and a processor."""
WAIT = 5.0
"""In seconds, for the end of another one; it holds a thread, and on SQLite the writers."""
_room = BoundedSemaphore(MOST_AT_ONCE)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OLD = N_(
    "This is an old Excel file, or one with a password. In your spreadsheet, save it as “.xlsx”, without a password."
)
_UNREADABLE = N_("This workbook cannot be read. In your spreadsheet, save it again as “.xlsx”, or as “CSV UTF-8”.")


class SheetTexts(TypedDict):
    """What the child process says of a sheet."""

    name: str
    lines: list[list[str]]


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes begin as those of a workbook do."""
    return data.startswith((_ZIP, _OLE))


def read_workbook(data: bytes) -> list[CellGrid]:
    """Return the visible sheets that hold something.

    Raises TooMany for one that takes more memory or time than an import may, InvalidInput for one that cannot be read,
    and TryLater where others are being read.
    """
    if data.startswith(_OLE):
        raise InvalidInput(_OLD)
    encoding = "ODS" if b"opendocument.spreadsheet" in data[:200] else "XLSX"
    with _turn():
        sheets = _unpacked(data)
        return [CellGrid(_records(sheet["lines"]), encoding, name=texts.clean(sheet["name"])) for sheet in sheets]


@contextmanager
def _turn() -> Iterator[None]:
    if not _room.acquire(timeout=WAIT):
        raise TryLater(N_("Other workbooks are being read just now. Please try again in a moment."))
    try:
        yield
    finally:
        _room.release()


def _unpacked(data: bytes) -> list[SheetTexts]:
    command = [sys.executable, "-I", unpack.__file__, str(MAX_LINES + 2), str(MAX_COLUMNS + 1)]
    try:
        child = subprocess.run(  # noqa: S603  our own script
            command, input=data, env={}, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_large() from error
    if child.returncode == unpack.PROTECTED:
        raise InvalidInput(_OLD)
    if child.returncode == unpack.TOO_LARGE or child.returncode < 0:  # a signal of the system, at a limit
        raise _too_large()
    if child.returncode != 0:
        raise InvalidInput(_UNREADABLE)
    return cast("list[SheetTexts]", json.loads(child.stdout))


def _records(lines: list[list[str]]) -> tuple[Record, ...]:
    if len(lines) > MAX_LINES + 1:
        raise TooMany(N_("This file has more than 5,000 lines. Import it in parts."))
    cleaned = [tuple(map(texts.clean, cells)) for cells in lines]
    records = (Record(number, cells) for number, cells in enumerate(cleaned, start=1))
    return tuple(record for record in records if record.is_filled)


def _too_large() -> TooMany:
    return TooMany(
        N_("This workbook is too large once it is unpacked. Copy the columns that are needed into a new one.")
    )
