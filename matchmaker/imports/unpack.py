"""Child process that turns a workbook (XLSX or ODS) on its standard input into texts, as JSON on its standard output.

A workbook of a few kilobytes can stand for more cells than a machine has memory, and native code reads it. So it is
read in a process of its own, whose memory and time the system limits (see `workbook`). Nothing of the product is
imported here: the process must begin quickly. Exit codes: 0 done, 3 too large, 4 protected by a password, 5 unreadable.
"""

import json
import re
import resource
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY = 512 * 1024 * 1024
"""In bytes, of address space."""
SECONDS = 10
"""Of processor time."""
MAX_UNPACKED = 100 * 1024 * 1024
"""In bytes, of all files in the archive."""
MAX_SIGNS = 20_000_000
"""Of all texts together: a shared text counts wherever it stands."""
MAX_CELLS = 2_000_000
"""Of all sheets together, empty ones before the last filled one of a line included: a sheet of the largest size holds
1.5 million, and a web process reads what this one writes."""
TOO_LARGE, PROTECTED, UNREADABLE = 3, 4, 5
HALF_A_SECOND = timedelta(milliseconds=500)
"""A fraction of a day is rarely a whole number of seconds."""
_XLSX_ERROR = re.compile(rb'(<c\b[^>]*\s)t="e"')
_ODS_ERROR = re.compile(rb'<table:table-cell\b[^>]*calcext:value-type="error"[^>]*>')


class _TooLarge(Exception):
    """The texts of a workbook are longer than is ever needed."""


def main() -> int:
    """Read a workbook; arguments are the most lines and the most cells of a line that are looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        json.dump(read(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
    except (MemoryError, _TooLarge):
        return TOO_LARGE
    except PasswordError:
        return PROTECTED
    except (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return UNREADABLE
    return 0


def read(data: bytes, most_lines: int, most_cells: int) -> list[dict[str, Any]]:
    """Return name and lines of the visible sheets that hold something."""
    book = CalamineWorkbook.from_filelike(BytesIO(_errors_as_texts(data)))
    sheets = []
    signs = cells = 0
    for told in book.sheets_metadata:
        if told.visible is not SheetVisibleEnum.Visible or told.typ is not SheetTypeEnum.WorkSheet:
            continue
        lines = _lines(book.get_sheet_by_name(told.name), most_lines, most_cells)
        signs += sum(len(cell) for line in lines for cell in line)
        cells += sum(map(len, lines))
        if signs > MAX_SIGNS or cells > MAX_CELLS:
            raise _TooLarge
        if any(any(line) for line in lines):
            sheets.append({"name": told.name, "lines": lines})
    return sheets


def _lines(sheet: CalamineSheet, most_lines: int, most_cells: int) -> list[list[str]]:
    rows = sheet.to_python(skip_empty_area=False, nrows=most_lines)
    lines = [[written(cell) for cell in row[:most_cells]] for row in rows]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        # a cell that spans lines is said on each of them; one that spans columns is said once
        if top < len(lines) and left < len(lines[top]):
            for below in lines[top + 1 : bottom + 1]:
                below[left] = lines[top][left]
    return [_filled(line) for line in lines]


def _filled(line: list[str]) -> list[str]:
    """Return the cells up to the last one that holds something."""
    width = len(line)
    while width and not line[width - 1]:
        width -= 1
    return line[:width]


def written(cell: Any) -> str:
    """Return a cell as one would write it in a CSV file."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        moment = cell + HALF_A_SECOND
        at = _time(moment.time())
        return moment.date().isoformat() if at == "00:00" else f"{moment.date().isoformat()} {at}"
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        cell = (datetime.combine(date.min, time()) + cell).time()
    if isinstance(cell, time):
        return _time((datetime.combine(date.min, cell) + HALF_A_SECOND).time())
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _time(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _errors_as_texts(data: bytes) -> bytes:
    """Return the workbook with texts such as #N/A in cells that show an error, which the library leaves empty."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(changed, "w") as rewritten:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise _TooLarge
        for name in archive.namelist():
            part = archive.read(name)
            if name.startswith("xl/worksheets/"):
                part = _XLSX_ERROR.sub(rb'\1t="str"', part)
            elif name == "content.xml":
                part = _ODS_ERROR.sub(lambda found: found[0].replace(b'office:string-value=""', b""), part)
            rewritten.writestr(name, part)
    return changed.getvalue()


if __name__ == "__main__":
    sys.exit(main())
