"""Reader of any format: bytes to the table that is meant, with its header; knows nothing of what the columns mean."""

from dataclasses import dataclass

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.base.i18n import N_
from matchmaker.imports.csv_text import read_csv
from matchmaker.imports.grid import MAX_BYTES, MAX_COLUMNS, CellGrid, IsHeader, Record, header_line
from matchmaker.imports.preview import RowMessage
from matchmaker.imports.workbook import is_workbook, read_workbook


@dataclass(frozen=True, slots=True)
class Sheet:
    """The header and the lines below it that are not empty."""

    header: Record
    records: tuple[Record, ...]
    encoding: str
    separator: str
    notices: tuple[RowMessage, ...]
    name: str = ""
    others: tuple[str, ...] = ()
    """Names of the other sheets of the workbook."""


def read_table(data: bytes, known: IsHeader, sheet: str = "") -> Sheet:
    """Return the table in `data`, of a workbook the named sheet, else the one with most names of columns.

    `known` tells whether a header is one of ours, which decides on the separator, the sheet and the line that has the
    headers. Raises TooMany beyond 5,000 lines, 300 columns or 5 MB, before anything is interpreted, and InvalidInput
    for what is no table.
    """
    if len(data) > MAX_BYTES:
        raise TooMany(
            N_("This file has %(size)s MB; the most is 5 MB. Remove what is not needed, or import it in parts."),
            size=f"{len(data) / 1024 / 1024:.1f}",
        )
    grids = read_workbook(data) if is_workbook(data) else [read_csv(data, known)]
    grids = [grid for grid in grids if grid.records]
    if not grids:
        raise InvalidInput(N_("This file is empty. Its first line must hold the names of the columns."))
    chosen = next((grid for grid in grids if grid.name == sheet), None) or max(
        grids, key=lambda grid: header_line([record.cells for record in grid.records], known)[1]
    )
    return _below_header(chosen, known, tuple(grid.name for grid in grids if grid is not chosen))


def _below_header(grid: CellGrid, known: IsHeader, others: tuple[str, ...]) -> Sheet:
    above, _score = header_line([record.cells for record in grid.records], known)
    header = grid.records[above]
    if len(header.cells) > MAX_COLUMNS:
        raise TooMany(N_("The first line of this file has more than 300 cells. Keep only the columns that are needed."))
    notices = list(grid.notices)
    if others:
        notices.append(
            RowMessage(
                N_("The sheet “%(name)s” is read. Others are not: %(others)s."),
                {"name": grid.name, "others": ", ".join(others)[:200]},
            )
        )
    if above:
        titles = ", ".join(cell for record in grid.records[:above] for cell in record.cells if cell)
        notices.append(
            RowMessage(N_("What stands above the names of the columns is not used: %(text)s."), {"text": titles[:200]})
        )
    return Sheet(header, grid.records[above + 1 :], grid.encoding, grid.separator, tuple(notices), grid.name, others)
